using System.Text;
using Microsoft.AspNetCore.Http;
using Naru.ObjectStorage.Access;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.LargeObjects;
using Naru.ObjectStorage.Objects;
using Naru.ObjectStorage.Requests;
using Naru.ObjectStorage.Versions;
using Naru.Primitives;

namespace Naru.ObjectStorage.Bulk;

/// <summary><c>POST account?bulk-delete</c>: removes what a list of paths names; and a large object with its segments.</summary>
internal sealed class BulkDelete(ObjectIndex index, WriteClock clock, ObjectFinder finder, ObjectOpener opener)
{
    private const string Deleted = "Number Deleted";
    private const string NotFound = "Number Not Found";

    public async Task HandleAsync(StorageRequest request)
    {
        if (request.Caller is null)
        {
            await request.Http.RefuseAsync(SwiftErrors.Unauthenticated, request.Path.Account);
            return;
        }
        var outcome = NewOutcome();
        using var lines = new StreamReader(request.Http.Request.Body, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        var count = 0;
        while (await lines.ReadLineAsync(request.Cancellation) is { } line)
        {
            if (line.Trim() is not { Length: > 0 } given)
                continue;
            if (++count > Limits.DeletesPerRequest)
            {
                outcome.Refused = new Error(ErrorKind.TooLarge, "Request Entity Too Large", $"Maximum Bulk Deletes: {Limits.DeletesPerRequest} per request");
                break;
            }
            await DeleteAsync(request, given, outcome);
        }
        if (count == 0)
            outcome.Refused = SwiftErrors.Bad("Invalid bulk delete.");
        await outcome.AnswerAsync(request);
    }

    /// <summary><c>DELETE object?multipart-manifest=delete</c>.</summary>
    public async Task<Error?> DeleteLargeAsync(StorageRequest request)
    {
        if (!finder.Container(request, request.Path, Need.Write).TryGet(out _, out var error))
            return error;
        if (!finder.Find(request, request.Path, follows: false).TryGet(out var found, out error))
            return error;
        var outcome = NewOutcome();
        if (found.Object.Kind != ObjectKind.StaticLarge)
            outcome.Refused = SwiftErrors.Bad("Not an SLO manifest");
        else
            await DeleteWithSegmentsAsync(request, found, outcome);
        await outcome.AnswerAsync(request);
        return null;
    }

    private async Task DeleteWithSegmentsAsync(StorageRequest request, FoundObject found, BulkOutcome outcome)
    {
        var segments = StaticManifest.Read(await opener.ReadKeptAsync(found.Object, request.Cancellation));
        foreach (var segment in segments.Where(segment => segment.Data is null).DistinctBy(segment => (segment.Container, segment.Object)))
        {
            var path = found.Path with { Container = segment.Container, Object = segment.Object };
            if (finder.Find(request, path, follows: false).TryGet(out var nested, out _) && nested.Object.Kind == ObjectKind.StaticLarge)
                await DeleteWithSegmentsAsync(request, nested, outcome);
            else
                Add(outcome, path, await DeleteObjectAsync(request, path));
        }
        Add(outcome, found.Path, await DeleteObjectAsync(request, found.Path));
    }

    private async Task DeleteAsync(StorageRequest request, string given, BulkOutcome outcome)
    {
        if (StoragePath.Decode(given.TrimStart('/')) is not { } text)
        {
            outcome.Fail(given, SwiftErrors.Precondition("not UTF-8"));
            return;
        }
        var parts = text.Split('/', 2);
        var path = request.Path with { Container = parts[0], Object = parts.ElementAtOrDefault(1) ?? "" };
        Add(outcome, path, path.Object.Length > 0 ? await DeleteObjectAsync(request, path) : await DeleteContainerAsync(request, path));
    }

    private static void Add(BulkOutcome outcome, StoragePath path, Error? error)
    {
        if (error is null)
            outcome.Count(Deleted);
        else if (error.Kind == ErrorKind.NotFound)
            outcome.Count(NotFound);
        else
            outcome.Fail($"/{path.Container}{(path.Object.Length > 0 ? $"/{path.Object}" : "")}", error);
    }

    private async Task<Error?> DeleteObjectAsync(StorageRequest request, StoragePath path)
    {
        if (!finder.Container(request, path, Need.Write).TryGet(out var container, out var error))
            return error;
        return (await index.WriteAsync<Done>(writer =>
        {
            if (writer.Container(container.Id) is not { } current || writer.Object(container.Id, path.Object) is not { } present || present.IsExpired(clock.Now))
                return SwiftErrors.NotFound;
            return ObjectChange.Delete(writer, current, present, clock.Next()).Map(_ => default(Done));
        })).Error;
    }

    private async Task<Error?> DeleteContainerAsync(StorageRequest request, StoragePath path)
    {
        if (!finder.Container(request, path, Need.Own).TryGet(out var container, out var error))
            return error;
        return (await index.WriteAsync<Done>(writer =>
        {
            if (writer.Container(container.Id) is not { } current)
                return SwiftErrors.NotFound;
            if (current.ObjectCount > 0 || writer.HasVersions(current.Id))
                return SwiftErrors.Conflict("The container is not empty.");
            writer.Remove(current);
            return Done.Ok;
        })).Error;
    }

    private static BulkOutcome NewOutcome() => new() { Counts = [(Deleted, 0), (NotFound, 0)], Success = StatusCodes.Status200OK };
}
