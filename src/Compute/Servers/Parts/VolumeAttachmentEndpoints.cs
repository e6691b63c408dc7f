using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Actions;
using Naru.Compute.Requests;
using Naru.Compute.Validation;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;
using Field = Naru.Rest.Microversions.ShapeField<Naru.Compute.Servers.Parts.VolumeAttachment, Naru.Compute.Requests.ComputeRequest>;

namespace Naru.Compute.Servers.Parts;

/// <summary><c>/servers/{id}/os-volume_attachments</c>.</summary>
internal sealed class VolumeAttachmentEndpoints(ComputeApi api, Store store, ServerVolumes volumes, ServerProgress progress)
{
    private const string Place = "servers/{server_id}/os-volume_attachments";
    private const string One = Place + "/{volume_id}";
    private const int NamesAttachment = 89;

    private static readonly string[] Attachable = [VmStates.Active, VmStates.Paused, VmStates.Stopped, VmStates.Resized, VmStates.Shelved, VmStates.Offloaded];

    private static readonly Shape Create = Shapes.Wrapped("volumeAttachment", Shapes.Object(
        new Member("volumeId", Shapes.Uuid) { IsRequired = true },
        ("device", Shapes.Nullable(Shapes.Text(1, 255, IsDevice, "It is not the name of a device."))),
        new Member("tag", Shapes.Tag) { Since = 49 },
        new Member("delete_on_termination", Shapes.Flag) { Since = 79 }));

    private static readonly Shape Update = Shapes.Wrapped("volumeAttachment", Shapes.OpenObject(
        new Member("volumeId", Shapes.Uuid) { IsRequired = true },
        new Member("delete_on_termination", Shapes.Flag) { Since = 85 }));

    private static readonly View<VolumeAttachment> Shown = new(
        Field.Text("id", attachment => attachment.Volume.VolumeId) with { Until = NamesAttachment - 1 },
        Field.Text("volumeId", attachment => attachment.Volume.VolumeId),
        Field.Text("serverId", attachment => attachment.ServerId),
        Field.Text("device", attachment => attachment.Volume.Device),
        Field.Text("tag", attachment => attachment.Volume.Tag) with { Since = 70 },
        Field.Flag("delete_on_termination", attachment => attachment.Volume.DeleteOnTermination) with { Since = 79 },
        Field.Text("attachment_id", attachment => attachment.Volume.AttachmentId) with { Since = NamesAttachment },
        Field.Text("bdm_uuid", attachment => attachment.Volume.AttachmentId) with { Since = NamesAttachment });

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, Place, List);
        api.Map(routes, HttpMethods.Post, Place, AttachAsync);
        api.Map(routes, HttpMethods.Get, One, request => Find(request.State, request, "os-volumes-attachments:show").Map(found => Shown.One("volumeAttachment", found, request)));
        api.Map(routes, HttpMethods.Put, One, UpdateAsync);
        api.Map(routes, HttpMethods.Delete, One, DetachAsync);
    }

    private static bool IsDevice(string text) => text.StartsWith("/dev/", StringComparison.Ordinal) && text[5..].All(char.IsAsciiLetterOrDigit);

    private static Result<Reply> List(ComputeRequest request)
    {
        if (!ServerAccess.Find(request.State, request, "os-volumes-attachments:index").TryGet(out var server, out var error))
            return error;
        var all = server.Volumes.Select(volume => new VolumeAttachment(server.Id, volume)).ToList();
        return Page<VolumeAttachment>.Of(request, $"servers/{server.Id}/os-volume_attachments", all, attachment => attachment.Volume.VolumeId)
            .Map(page => Shown.Many("volumeAttachments", page.Items, request));
    }

    private static Result<VolumeAttachment> Find(IStateReader state, ComputeRequest request, string rule) =>
        ServerAccess.Find(state, request, rule).Then(server => OfServer(server, request.Route("volume_id")));

    private static Result<VolumeAttachment> OfServer(Server server, string volumeId) => server.Volumes.Items.FirstOrDefault(volume => volume.VolumeId == volumeId) is { } volume
        ? new VolumeAttachment(server.Id, volume)
        : NovaErrors.NotFound($"Instance {server.Id} is not attached to volume {volumeId}.");

    private async ValueTask<Result<Reply>> AttachAsync(ComputeRequest request)
    {
        if (!(await request.BodyAsync(Create)).TryGet(out var body, out var error))
            return error;
        var wanted = body.GetProperty("volumeAttachment");
        var volumeId = wanted.TextOf("volumeId")!;
        return (await store.WriteAsync(request.Write, state => ServerAccess.Find(state, request, "os-volumes-attachments:create").Then(server => Locks.Check(request, server)).Then(server =>
        {
            var now = ServerStates.Of(server).VmState;
            if (!Attachable.Contains(now))
                return NovaErrors.Conflict($"Cannot 'attach_volume' instance {server.Id} while it is in vm_state {now}");
            if (LiveMoves.RefusalOf(server, "attach_volume") is { } moving)
                return moving;
            if (!volumes.Service.Find(state, request.Caller, volumeId).TryGet(out var volume, out var refusal))
                return refusal;
            if (volume.Status != "available" && !(volume.IsMultiattach && volume.Status == "in-use"))
                return NovaErrors.BadRequest($"Invalid volume: volume '{volumeId}' status must be 'available'. Currently in '{volume.Status}'");
            var wish = new VolumeWish("volume", volumeId, null, -1, wanted.TextOf("device")) { Tag = wanted.TextOf("tag"), DeleteOnTermination = wanted.FlagOf("delete_on_termination") };
            return volumes.Attach(state, request.Caller, server, volumeId, wish).Then(attached =>
            {
                // Where there is no host yet, there is none to say that it has it.
                if (attached.Host.Length == 0)
                    volumes.Service.Attached(state, attached.Volumes[^1].AttachmentId);
                ServerActions.Begin(state, request, server, "attach_volume");
                progress.Save(state, attached);
                return OfServer(attached, volumeId);
            });
        }))).Map(attachment => Shown.One("volumeAttachment", attachment, request));
    }

    private async ValueTask<Result<Reply>> UpdateAsync(ComputeRequest request)
    {
        if (!(await request.BodyAsync(Update)).TryGet(out var body, out var error))
            return error;
        var wanted = body.GetProperty("volumeAttachment");
        if (wanted.TextOf("volumeId") is { } other && other != request.Route("volume_id"))
            return Swap(request, other);
        return await store.WriteAsync(request.Write, state => Find(state, request, "os-volumes-attachments:update").Then(Result<Reply> (found) =>
        {
            var server = state.In(ComputeTables.Servers).Find(found.ServerId)!;
            if (!Locks.Check(request, server).TryGet(out _, out var refusal))
                return refusal;
            var changed = wanted.Has("delete_on_termination") ? found.Volume with { DeleteOnTermination = wanted.FlagOf("delete_on_termination") } : found.Volume;
            progress.Save(state, server with { Volumes = server.Volumes.Select(volume => volume == found.Volume ? changed : volume).ToEquatableList() });
            return new Reply(StatusCodes.Status202Accepted, null);
        }));
    }

    private Result<Reply> Swap(ComputeRequest request, string volumeId)
    {
        if (!Find(request.State, request, "os-volumes-attachments:swap").TryGet(out _, out var error))
            return error;
        return volumes.Service.Find(request.State, request.Caller, volumeId).Succeeded
            ? NovaErrors.Conflict("No driver of this cloud swaps a volume of an instance for another one.")
            : NovaErrors.BadRequest($"Volume {volumeId} could not be found.");
    }

    private async ValueTask<Result<Reply>> DetachAsync(ComputeRequest request) => await store.WriteAsync(request.Write, state =>
        Find(state, request, "os-volumes-attachments:delete").Then(Result<Reply> (found) =>
        {
            var server = state.In(ComputeTables.Servers).Find(found.ServerId)!;
            var now = ServerStates.Of(server).VmState;
            if (!Locks.Check(request, server).TryGet(out _, out var error))
                return error;
            if (!Attachable.Contains(now))
                return NovaErrors.Conflict($"Cannot 'detach_volume' instance {server.Id} while it is in vm_state {now}");
            if (LiveMoves.RefusalOf(server, "detach_volume") is { } moving)
                return moving;
            if (found.Volume.BootIndex == 0 && now != VmStates.Offloaded)
                return NovaErrors.Forbidden("Cannot detach a root device volume");
            if (!volumes.Service.Release(state, request.Caller, found.Volume.AttachmentId).TryGet(out _, out error))
                return error;
            ServerActions.Begin(state, request, server, "detach_volume");
            progress.Save(state, server with { Volumes = server.Volumes.Select(volume => volume == found.Volume ? volume with { IsLeaving = true } : volume).ToEquatableList() });
            return new Reply(StatusCodes.Status202Accepted, null);
        }));
}
