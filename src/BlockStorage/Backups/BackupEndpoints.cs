using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Listing;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.BlockStorage.Backups;

/// <summary><c>/backups</c>.</summary>
internal sealed class BackupEndpoints(VolumeApi api, BackupRestores restores, BackupBytes bytes, BackupStores stores, Store store)
{
    private const int UpdateSince = 9;
    private const string One = "backups/{id}";

    private static readonly BodySchema Update = new(
        "backup", new Member("name", Check.Name), new Member("description", Check.Name), new Member("metadata", Check.Metadata) { Since = 43 });

    private static readonly BodySchema Reset = new("os-reset_status", new Member("status", Check.Text(1, Limits.NameLength)) { IsRequired = true });

    private static readonly BodySchema Record = new(
        "backup-record",
        new Member("backup_service", Check.Text(1, Limits.NameLength)) { IsRequired = true },
        new Member("backup_url", Check.Text(1, int.MaxValue)) { IsRequired = true });

    private static readonly ListKind<VolumeBackup> Kind = new("backups", backup => backup.Id, backup => backup.CreatedAt)
    {
        Singular = "Backup",
        CountsSince = 45,
        HasLinks = false,
        Filters = new Dictionary<string, Func<VolumeBackup, string, bool>>(
        [
            .. Filters.Text<VolumeBackup>("name", backup => backup.Name),
            .. Filters.Text<VolumeBackup>("status", backup => backup.Status),
            .. Filters.Text<VolumeBackup>("volume_id", backup => backup.VolumeId),
            Filters.Map<VolumeBackup>("metadata", backup => backup.Metadata),
        ]),
        SortKeys = new Dictionary<string, Func<VolumeBackup, IComparable?>>
        {
            ["id"] = backup => backup.Id,
            ["name"] = backup => backup.Name,
            ["status"] = backup => backup.Status,
            ["volume_id"] = backup => backup.VolumeId,
            ["size"] = backup => backup.Size,
            ["container"] = backup => backup.Container,
            ["created_at"] = backup => backup.CreatedAt,
            ["updated_at"] = backup => backup.UpdatedAt,
        },
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, "backups", request => List(request, BackupShape.WriteBrief, "backups"));
        api.Map(routes, HttpMethods.Get, "backups/detail", request => List(request, BackupShape.WriteFull, "backups/detail"));
        api.Map(routes, HttpMethods.Post, "backups", CreateAsync);
        api.Map(routes, HttpMethods.Post, "backups/import_record", ImportAsync);
        api.Map(routes, HttpMethods.Get, One, request => Find(request, request.State, "backup:get").Map(backup => BackupShape.Reply(request, backup, BackupShape.WriteFull)));
        api.Map(routes, HttpMethods.Put, One, UpdateAsync, UpdateSince);
        api.Map(routes, HttpMethods.Delete, One, request => DeleteAsync(request, "backup:delete", isForced: false));
        api.Map(routes, HttpMethods.Post, One + "/restore", RestoreAsync);
        api.Map(routes, HttpMethods.Post, One + "/action", ActAsync);
        api.Map(routes, HttpMethods.Get, One + "/export_record", Export);
    }

    private static Result<Reply> List(VolumeRequest request, Action<Utf8JsonWriter, VolumeRequest, VolumeBackup> write, string path)
    {
        if (request.Refusal("backup:get_all") is { } refusal)
            return refusal;
        var state = request.State;
        var seen = Filters.Seen(request, state.In(BlockStorageTables.Backups).All, project => BlockStorageTables.BackupsByProject.Of(state, project));
        return Kind.Reply(request, seen, (writer, backup) => write(writer, request, backup), path);
    }

    private async Task<Result<Reply>> CreateAsync(VolumeRequest request)
    {
        if (!(await request.FieldsAsync(NewBackup.Schema)).TryGet(out var fields, out var error))
            return error;
        return (await store.WriteAsync(request.Write, state => NewBackup.Begin(state, request, fields, stores.ForNew)))
            .Map(backup => BackupShape.Reply(request, backup, BackupShape.WriteMade) with { Status = StatusCodes.Status202Accepted });
    }

    private async Task<Result<Reply>> UpdateAsync(VolumeRequest request)
    {
        if (!(await request.FieldsAsync(Update)).TryGet(out var fields, out var error))
            return error;
        if (!Array.Exists(Update.Members, member => fields.Names(member.Name)))
            return Error.Invalid("Must specify one of name, description or metadata of the backup.");
        return (await store.WriteAsync(request.Write, state => Find(request, state, "backup:update").Map(backup =>
        {
            var changed = backup with
            {
                Name = fields.Names("name") ? fields.Text("name") : backup.Name,
                Description = fields.Names("description") ? fields.Text("description") : backup.Description,
                Metadata = fields.Has("metadata") ? fields.Map("metadata") : backup.Metadata,
                UpdatedAt = state.Time,
            };
            state.Update(BlockStorageTables.Backups, changed);
            return changed;
        }))).Map(backup => BackupShape.Reply(request, backup, BackupShape.WriteMade));
    }

    private async Task<Result<Reply>> DeleteAsync(VolumeRequest request, string rule, bool isForced) =>
        (await store.WriteAsync(request.Write, state => Find(request, state, rule).Then(backup =>
        {
            if (!isForced && backup.Status is not (VolumeBackup.Available or VolumeBackup.Error or VolumeBackup.ErrorDeleting))
                return Error.Invalid($"Invalid backup: Backup {backup.Id} is {backup.Status}: only those in status available or error are deleted.");
            if (BlockStorageTables.BackupsByParent.Any(state, backup.Id))
                return Error.Invalid($"Invalid backup: Incremental backups exist for backup {backup.Id}: delete them first.");
            state.Update(BlockStorageTables.Backups, backup with { Status = VolumeBackup.Deleting, UpdatedAt = state.Time });
            Jobs.Add(state, request.Caller, JobKind.DeleteBackup, backup.Id);
            return Done.Ok;
        }))).Map(_ => new Reply(StatusCodes.Status202Accepted, null));

    private async Task<Result<Reply>> RestoreAsync(VolumeRequest request)
    {
        if (!(await request.FieldsAsync(BackupRestores.Schema)).TryGet(out var fields, out var error))
            return error;
        return (await store.WriteAsync(request.Write, state => Find(request, state, "backup:restore").Then(backup => restores.Begin(state, request, backup, fields))))
            .Map(volume => Reply.Json(
                writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteStartObject("restore");
                    writer.WriteString("backup_id", request.Id);
                    writer.WriteString("volume_id", volume.Id);
                    writer.WriteString("volume_name", volume.Name ?? "");
                    writer.WriteEndObject();
                    writer.WriteEndObject();
                },
                StatusCodes.Status202Accepted));
    }

    private async Task<Result<Reply>> ActAsync(VolumeRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error) || !ActionName.Of(body).TryGet(out var action, out error))
            return error;
        if (action == "os-force_delete")
            return await DeleteAsync(request, "volume_extension:backup_admin_actions:force_delete", isForced: true);
        if (action != "os-reset_status")
            return ActionName.NoSuch(action);
        if (!Reset.Read(body, request.Version).TryGet(out var fields, out error))
            return error;
        var status = fields.Text("status")!.ToLowerInvariant();
        if (status is not (VolumeBackup.Available or VolumeBackup.Error))
            return Error.Invalid($"Invalid input for field/attribute status. Value: {status}: expected available or error.");
        return (await store.WriteAsync(request.Write, state => Find(request, state, "volume_extension:backup_admin_actions:reset_status").Map(backup =>
        {
            state.Update(BlockStorageTables.Backups, backup with { Status = status, UpdatedAt = state.Time });
            return backup;
        }))).Map(_ => new Reply(StatusCodes.Status202Accepted, null));
    }

    private Result<Reply> Export(VolumeRequest request) => Find(request, request.State, "backup:export-import").Then(backup => backup.Status != VolumeBackup.Available
        ? Error.Invalid($"Invalid backup: Backup status must be available and not {backup.Status}.")
        : (Result<Reply>)Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("backup-record");
            writer.WriteString("backup_service", stores.Of(backup.StoredAs).Name);
            writer.WriteString("backup_url", BackupRecord.Export(backup));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }));

    private async Task<Result<Reply>> ImportAsync(VolumeRequest request)
    {
        if (request.Refusal("backup:export-import") is { } refusal)
            return refusal;
        if (!(await request.FieldsAsync(Record)).TryGet(out var fields, out var error) || !BackupRecord.Import(fields.Text("backup_url")!).TryGet(out var record, out error))
            return error;
        if (stores.Named(fields.Text("backup_service")!) is not { } keeper)
            return Error.Invalid($"Invalid backup: it is kept by '{fields.Text("backup_service")}', and this cloud keeps backups in '{stores.ForNew.Name}'.");
        if (!keeper.Has(record.StoredAs))
            return Error.Invalid($"Invalid backup: the record says that it is stored as '{record.StoredAs}', which is no name that '{keeper.Name}' gives.");
        if (!await bytes.ExistsAsync(record.StoredAs, request.Http.RequestAborted))
            return Error.Invalid("Invalid backup: the bytes that the record names are not there.");
        return (await store.WriteAsync(request.Write, state =>
        {
            if (state.In(BlockStorageTables.Backups).Contains(record.Id))
                return Error.Invalid($"Invalid backup: Backup already exists in database: {record.Id}.");
            var imported = record with
            {
                ProjectId = request.Caller.ProjectId, UserId = request.Caller.UserId, Status = VolumeBackup.Available, ParentId = null, SnapshotId = null, UpdatedAt = state.Time,
            };
            state.Insert(BlockStorageTables.Backups, imported);
            return (Result<VolumeBackup>)imported;
        })).Map(backup => BackupShape.Reply(request, backup, BackupShape.WriteBrief) with { Status = StatusCodes.Status201Created });
    }

    private static Result<VolumeBackup> Find(VolumeRequest request, IStateReader state, string rule)
    {
        if (state.In(BlockStorageTables.Backups).Find(request.Id) is not { } backup || !request.Sees(backup.ProjectId))
            return CinderErrors.NotFound("Backup", request.Id);
        return request.Refusal(rule, backup.ProjectId) is { } refusal ? refusal : backup;
    }
}
