using System.Formats.Tar;
using System.IO.Compression;
using ICSharpCode.SharpZipLib.BZip2;
using Microsoft.AspNetCore.Http;
using Naru.ObjectStorage.Access;
using Naru.ObjectStorage.Content;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Objects;
using Naru.ObjectStorage.Requests;
using Naru.Primitives;

namespace Naru.ObjectStorage.Bulk;

/// <summary><c>PUT path?extract-archive=tar|tar.gz|tar.bz2</c>: each file of the archive becomes an object below the path.</summary>
internal sealed class BulkUpload(ObjectIndex index, Contents contents, WriteClock clock, ObjectFinder finder, ObjectPlacement placement)
{
    private const string Created = "Number Files Created";

    public async Task HandleAsync(StorageRequest request)
    {
        if (request.Caller is null)
        {
            await request.Http.RefuseAsync(SwiftErrors.Unauthenticated, request.Path.Account);
            return;
        }
        var outcome = new BulkOutcome { Counts = [(Created, 0)], Success = StatusCodes.Status201Created };
        try
        {
            switch (request.Query("extract-archive")?.ToLowerInvariant())
            {
                case "tar":
                    await ExtractAsync(request, request.Http.Request.Body, outcome);
                    break;
                case "tar.gz":
                    await using (var gzip = new GZipStream(request.Http.Request.Body, CompressionMode.Decompress))
                        await ExtractAsync(request, gzip, outcome);
                    break;
                case "tar.bz2":
                    await ExtractBzip2Async(request, outcome);
                    break;
                default:
                    outcome.Refused = SwiftErrors.Bad("Unsupported archive format: expected tar, tar.gz or tar.bz2.");
                    break;
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or BZip2Exception or EndOfStreamException or FormatException)
        {
            outcome.Refused = SwiftErrors.Bad($"Invalid Tar File: {exception.Message}");
        }
        if (outcome is { Refused: null, Failures: 0 } && outcome.Counts[0].Count == 0)
            outcome.Refused = SwiftErrors.Bad("Invalid Tar File: No Valid Files");
        await outcome.AnswerAsync(request);
    }

    // The decompressor reads synchronously, which the request's stream does not allow; so it goes through a file.
    private async Task ExtractBzip2Async(StorageRequest request, BulkOutcome outcome)
    {
        await using var copy = new FileStream(
            Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 << 10, FileOptions.DeleteOnClose);
        await request.Http.Request.Body.CopyToAsync(copy, request.Cancellation);
        copy.Position = 0;
        await using var bytes = new BZip2InputStream(copy);
        await ExtractAsync(request, bytes, outcome);
    }

    private async Task ExtractAsync(StorageRequest request, Stream archive, BulkOutcome outcome)
    {
        await using var tar = new TarReader(archive, leaveOpen: true);
        while (await tar.GetNextEntryAsync(copyData: false, request.Cancellation) is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile))
                continue;
            var name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name.TrimStart('/');
            var error = await StoreAsync(request, name, entry);
            if (error is null)
                outcome.Count(Created);
            else
                outcome.Fail(entry.Name, error);
            if (error is { Kind: ErrorKind.Unauthenticated } || outcome.Failures > Limits.FailedExtractions)
            {
                outcome.Refused = error;
                return;
            }
        }
    }

    private async Task<Error?> StoreAsync(StorageRequest request, string name, TarEntry entry)
    {
        var below = request.Path.Object.Length > 0 ? $"{request.Path.Container}/{request.Path.Object.TrimEnd('/')}/"
            : request.Path.Container.Length > 0 ? $"{request.Path.Container}/" : "";
        var parts = (below + name).Split('/', 2);
        // A file at the top of an archive that is extracted into an account belongs to no container.
        if (parts is not [{ Length: > 0 } inContainer, { Length: > 0 } objectName])
            return null;
        var path = request.Path with { Container = inContainer, Object = objectName };
        if (entry.Length > Limits.LargestObject)
            return SwiftErrors.TooLarge;
        if (!(await ContainerAsync(request, path)).TryGet(out var container, out var error))
            return error;
        if (!(await contents.ReceiveAsync(entry.DataStream ?? Stream.Null, Limits.LargestObject, request.Cancellation)).TryGet(out var content, out error))
            return error;
        var arrived = NewObject.Of(objectName, content, ObjectSettings.GuessedType(objectName), HeaderMap.Empty, end: null);
        return (await placement.PlaceAsync(request, path, container, arrived)).Error;
    }

    private async Task<Result<Container>> ContainerAsync(StorageRequest request, StoragePath path)
    {
        var found = finder.Container(request, path, Need.Write);
        if (found.Error is not { Kind: ErrorKind.NotFound })
            return found;
        if (Permissions.Refusal(request, null, null, Need.Own) is { } refused)
            return refused;
        var made = await index.WriteAsync<Container>(writer => writer.EnsureContainer(path.Account, path.Container, clock.Next()));
        return made.Error is { } error ? error : finder.Container(request, path, Need.Write);
    }
}
