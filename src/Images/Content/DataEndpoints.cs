using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Naru.Images.Documents;
using Naru.Images.Requests;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;
using Naru.State;

namespace Naru.Images.Content;

/// <summary><c>/images/{id}/file</c> and <c>/images/{id}/stage</c>: the bytes of images.</summary>
internal sealed class DataEndpoints(ImageApi api, ImageAccess access, ImageFiles files, ImageData data, Store store)
{
    private const string MediaType = "application/octet-stream";
    private const string One = "images/{image_id}";

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Put, One + "/file", UploadAsync);
        api.Map(routes, HttpMethods.Put, One + "/stage", StageAsync);
        api.MapStream(routes, HttpMethods.Get, One + "/file", DownloadAsync);
    }

    private Task<Result<Reply>> UploadAsync(ApiRequest request) => ReceiveAsync(request, "upload_image", ImageStatus.Saving, (image, received) =>
        data.ActivateAsync(request.Write, image, received, ImageStatus.Saving));

    private Task<Result<Reply>> StageAsync(ApiRequest request) => ReceiveAsync(request, "modify_image", ImageStatus.Uploading, async (image, received) =>
    {
        var staged = await store.WriteAsync(request.Write, state =>
        {
            if (state.In(ImageTables.Images).Find(image.Id) is not { Status: ImageStatus.Uploading } current)
                return GlanceErrors.GoneMeanwhile(image.Id);
            var changed = current with { Staged = received, Size = received.Size };
            state.Update(ImageTables.Images, changed);
            return (Result<Image>)changed;
        });
        if (!staged.Succeeded)
            files.Discard(received.File);
        return staged;
    });

    private async Task<Result<Reply>> ReceiveAsync(ApiRequest request, string rule, string status, Func<Image, StagedData, Task<Result<Image>>> keep)
    {
        var http = request.Http;
        var type = http.Request.ContentType?.Split(';')[0].Trim();
        if (type != MediaType)
            return GlanceErrors.WrongMediaType(type, MediaType);
        if (http.Request.ContentLength > Limits.LargestImage)
            return GlanceErrors.ImageTooLarge;
        if (!(await BeginAsync(request, rule, status)).TryGet(out var image, out var error))
            return error;
        // Images are larger than any body of the other APIs.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        var isReceived = false;
        try
        {
            if (!(await files.ReceiveAsync(http.Request.Body, Limits.LargestImage, http.RequestAborted)).TryGet(out var received, out error))
                return error;
            isReceived = true;
            return (await keep(image, received)).Map(_ => Reply.NoContent);
        }
        finally
        {
            if (!isReceived)
                await data.QueueAgainAsync(request.Write, image.Id, status);
        }
    }

    private Task<Result<Image>> BeginAsync(ApiRequest request, string rule, string status) => store.WriteAsync(request.Write, state =>
        access.Find(state, request.Caller, request.Route("image_id"), rule).Then(image =>
        {
            if (image.Status != ImageStatus.Queued)
                return GlanceErrors.Transition(image.Status, status);
            if (image.DiskFormat is null || image.ContainerFormat is null)
                return Error.Invalid($"Properties disk_format, container_format must be set prior to saving data of image {image.Id}.");
            var begun = image with { Status = status, HasFailedImport = false, UpdatedAt = Times.ToSecond(state.Time) };
            state.Update(ImageTables.Images, begun);
            return (Result<Image>)begun;
        }));

    private async Task<Error?> DownloadAsync(ApiRequest request)
    {
        if (!access.Find(request.State, request.Caller, request.Route("image_id"), "download_image").TryGet(out var image, out var error))
            return error;
        if (image.Status == ImageStatus.Deactivated && !request.Caller.IsAdmin)
            return GlanceErrors.Forbidden("The requested image has been deactivated. Image data download is forbidden.");
        var response = request.Http.Response;
        if (image.Hash is not { } hash || image.Size is not { } size)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return null;
        }
        var ranges = ByteRanges.Of(request.Http.Request.Headers.Range, size);
        if (ranges is { Count: > 1 })
            return GlanceErrors.NoSuchRange("Requests with multiple ranges are not supported.");
        if (ranges is { Count: 0 })
        {
            response.Headers.ContentRange = $"bytes */{size}";
            return GlanceErrors.NoSuchRange($"The image has {size} bytes; there is nothing of it in '{request.Http.Request.Headers.Range}'.");
        }
        await using var file = files.OpenContent(hash);
        if (file is null)
            return GlanceErrors.NotFound(image.Id);
        await WriteAsync(request.Http, image, file, size, ranges);
        return null;
    }

    private static async Task WriteAsync(HttpContext http, Image image, FileStream file, long size, IReadOnlyList<(long Offset, long Length)>? ranges)
    {
        var response = http.Response;
        var (offset, length) = ranges is [var range] ? range : (0, size);
        response.ContentType = MediaType;
        response.Headers.AcceptRanges = "bytes";
        if (ranges is null)
        {
            // Of the whole; a part has another.
            response.Headers.ContentMD5 = image.Checksum;
        }
        else
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {offset}-{offset + length - 1}/{size}");
        }
        response.ContentLength = length;
        file.Position = offset;
        await StreamCopyOperation.CopyToAsync(file, response.Body, length, bufferSize: 128 << 10, http.RequestAborted);
    }
}
