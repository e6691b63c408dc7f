using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Naru.ObjectStorage.Access;
using Naru.ObjectStorage.Content;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Objects;
using Naru.ObjectStorage.Requests;
using Naru.Primitives;

namespace Naru.ObjectStorage.Forms;

/// <summary>Uploads by an HTML form that somebody with a key has signed (Swift's formpost).</summary>
internal sealed class FormUpload(ObjectIndex index, Contents contents, WriteClock clock, ObjectPlacement placement)
{
    private const int LongestField = 4096;

    public static bool IsForm(StorageRequest request) =>
        request.Method == "POST" && request.Path.Container.Length > 0
        && request.Header("Content-Type")?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;

    public async Task HandleAsync(StorageRequest request)
    {
        var fields = new Dictionary<string, string>();
        var error = await ReceiveAsync(request, fields);
        var status = error is null ? StatusCodes.Status201Created : SwiftErrors.StatusOf(error);
        if (fields.GetValueOrDefault("redirect") is { Length: > 0 } redirect)
        {
            var mark = redirect.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            request.Http.Response.Headers.Location = $"{redirect}{mark}status={status}&message={Uri.EscapeDataString(error?.Message ?? "")}";
            await request.Http.EmptyAsync(StatusCodes.Status303SeeOther);
        }
        else if (error is not null)
        {
            await request.Http.RefuseAsync(error, request.Path.Account);
        }
        else
        {
            await request.Http.TextAsync(status, "text/html; charset=UTF-8", "<html><h1>201 Created</h1></html>");
        }
    }

    private async Task<Error?> ReceiveAsync(StorageRequest request, Dictionary<string, string> fields)
    {
        if (!MediaTypeHeaderValue.TryParse(request.Header("Content-Type"), out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
            return SwiftErrors.Bad("FormPost: the Content-Type names no boundary.");
        try
        {
            var sections = new MultipartReader(boundary, request.Http.Request.Body);
            var stored = 0;
            while (await sections.ReadNextSectionAsync(request.Cancellation) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                    continue;
                if (disposition.FileName.Value is not { } quoted)
                {
                    using var reader = new StreamReader(section.Body);
                    var value = new char[LongestField];
                    var length = await reader.ReadBlockAsync(value, request.Cancellation);
                    fields[HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? ""] = new string(value, 0, length);
                    continue;
                }
                if (!Check(request, fields).TryGet(out var form, out var error))
                    return error;
                if (HeaderUtilities.RemoveQuotes(quoted).Value is not { Length: > 0 } file)
                    continue;
                if (++stored > form.MaxFileCount)
                    return SwiftErrors.Bad("max_file_count exceeded");
                if (await StoreAsync(request, form, file, section) is { } refused)
                    return refused;
            }
            return stored > 0 ? null : Check(request, fields).Error ?? SwiftErrors.Bad("no files to process");
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or BadHttpRequestException)
        {
            return SwiftErrors.Bad($"FormPost: the form cannot be read: {exception.Message}");
        }
    }

    private Result<SignedForm> Check(StorageRequest request, Dictionary<string, string> fields)
    {
        if (!SignedForm.Read(fields).TryGet(out var form, out var error))
            return error;
        if (form.Expires <= clock.Now.ToUnixTimeSeconds())
            return new Error(ErrorKind.Unauthenticated, "Unauthorized", "FormPost: Form Expired");
        var (account, container) = index.Read(reader => reader.Find(request.Path));
        var signature = fields.GetValueOrDefault("signature") ?? "";
        string[] paths = [request.Path.Signed, ObjectStorageRegistration.Root + request.Path.Signed, request.Http.Request.Path.Value ?? ""];
        return SignedUrls.Keys(account, container).Any(key => paths.Any(path => SignedUrls.Holds(signature, key, form.TextOf(path))))
            ? form
            : new Error(ErrorKind.Unauthenticated, "Unauthorized", "FormPost: Invalid Signature");
    }

    private async Task<Error?> StoreAsync(StorageRequest request, SignedForm form, string file, MultipartSection section)
    {
        if (index.Read(reader => reader.Find(request.Path)).Container is not { } container)
            return SwiftErrors.NotFound;
        var path = request.Path with { Object = request.Path.Object + file };
        if (!(await contents.ReceiveAsync(section.Body, form.MaxFileSize, request.Cancellation)).TryGet(out var content, out var error))
            return error;
        var type = section.ContentType is { Length: > 0 } given ? given : ObjectSettings.GuessedType(path.Object);
        return (await placement.PlaceAsync(request, path, container, NewObject.Of(path.Object, content, type, HeaderMap.Empty, form.DeleteAt))).Error;
    }
}
