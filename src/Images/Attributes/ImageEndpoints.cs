using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Images.Content;
using Naru.Images.Documents;
using Naru.Images.Import;
using Naru.Images.Listing;
using Naru.Images.Requests;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;
using Naru.State;

namespace Naru.Images.Attributes;

/// <summary><c>/images</c>, <c>/images/{id}</c> and its tags: what is said about images.</summary>
internal sealed class ImageEndpoints(ImageApi api, ImageAccess access, ImageFiles files, ImportMethods methods, Store store)
{
    private const string One = "images/{image_id}";
    private const string Tag = One + "/tags/{tag}";

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, "images", List);
        api.Map(routes, HttpMethods.Post, "images", CreateAsync);
        api.Map(routes, HttpMethods.Get, One, request => access.Find(request.State, request.Caller, request.Route("image_id"), "get_image").Map(Show));
        api.Map(routes, HttpMethods.Patch, One, PatchAsync);
        api.Map(routes, HttpMethods.Delete, One, DeleteAsync);
        api.Map(routes, HttpMethods.Put, Tag, request => ChangeTagsAsync(request, (image, tag) =>
        {
            if (ImageAttributes.TagRefusal(tag) is { } refusal)
                return refusal;
            if (image.Tags.Contains(tag))
                return image;
            return image.Tags.Count >= Limits.Tags
                ? GlanceErrors.OverQuota($"The maximum number of tags is {Limits.Tags}; image {image.Id} has them already.")
                : image with { Tags = [.. image.Tags, tag] };
        }));
        api.Map(routes, HttpMethods.Delete, Tag, request => ChangeTagsAsync(request, (image, tag) => image.Tags.Contains(tag)
            ? image with { Tags = image.Tags.Where(other => other != tag).ToEquatableList() }
            : Error.NotFound("NotFound", $"Image {image.Id} has no tag '{tag}'.")));
        api.Map(routes, HttpMethods.Post, One + "/actions/deactivate", request => SwitchAsync(request, "deactivate", ImageStatus.Active, ImageStatus.Deactivated));
        api.Map(routes, HttpMethods.Post, One + "/actions/reactivate", request => SwitchAsync(request, "reactivate", ImageStatus.Deactivated, ImageStatus.Active));
    }

    private Result<Reply> List(ApiRequest request)
    {
        if (!access.AllowsInProject(request.Caller, "get_images", request.Caller.ProjectId))
            return GlanceErrors.NotAllowed("get_images");
        return ImageQuery.Parse(request.Http.Request.Query).Then(query => ImagePage.Of(request.State, request.Caller, query).Map(page => page.Reply(request)));
    }

    private async Task<Result<Reply>> CreateAsync(ApiRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error) || !Draft(body, request.Caller).TryGet(out var draft, out error))
            return error;
        if (!access.AllowsInProject(request.Caller, "add_image", draft.Owner))
            return GlanceErrors.NotAllowed("add_image");
        var created = await store.WriteAsync(request.Write, state =>
        {
            var image = draft with { CreatedAt = Times.ToSecond(state.Time), UpdatedAt = Times.ToSecond(state.Time) };
            if (state.In(ImageTables.Images).Contains(image.Id))
                return GlanceErrors.Conflict($"Image ID {image.Id} already exists!");
            if (VisibilityRefusal(state, request.Caller, image) is { } refusal)
                return refusal;
            state.Insert(ImageTables.Images, image);
            return (Result<Image>)image;
        });
        return created.Map(image => Show(image) with
        {
            Status = StatusCodes.Status201Created,
            Headers =
            [
                new("Location", $"{request.Url}/{image.Id}"),
                new("OpenStack-image-import-methods", string.Join(',', methods.Names)),
                new("OpenStack-image-store-ids", ImageFiles.StoreName),
            ],
        });
    }

    private static Result<Image> Draft(JsonElement body, Caller caller)
    {
        if (body.ValueKind is not JsonValueKind.Object)
            return Error.Invalid("The body is an object with the attributes of the image.");
        var image = new Image
        {
            Id = Guid.NewGuid().ToString(),
            Status = ImageStatus.Queued,
            Visibility = Visibility.Shared,
            Owner = caller.ProjectId.Length > 0 ? caller.ProjectId : null,
        };
        foreach (var attribute in body.EnumerateObject())
        {
            Result<Image> next = attribute.Name == "id" ? WithId(image, attribute.Value) : ImageAttributes.Set(image, attribute.Name, attribute.Value);
            if (!next.TryGet(out var changed, out var error))
                return error;
            image = changed;
        }
        return image;
    }

    private static Result<Image> WithId(Image image, JsonElement value) =>
        value.ValueKind is JsonValueKind.String && Guid.TryParseExact(value.GetString(), "D", out _)
            ? image with { Id = value.GetString()! }
            : Error.Invalid("Provided object does not match schema 'image': 'id' is a UUID with hyphens.");

    private async Task<Result<Reply>> PatchAsync(ApiRequest request)
    {
        var type = request.Http.Request.ContentType?.Split(';')[0].Trim();
        if (type is not PatchOperation.MediaType and not PatchOperation.FormerMediaType)
            return GlanceErrors.WrongMediaType(type, PatchOperation.MediaType);
        if (!(await request.BodyAsync()).TryGet(out var body, out var error)
            || !PatchOperation.ParseAll(body, type == PatchOperation.FormerMediaType).TryGet(out var operations, out error))
        {
            return error;
        }
        return (await ChangeAsync(request, "modify_image", (state, image) => ImagePatch.Apply(image, operations).Then(patched =>
        {
            var ownerChanges = patched.Owner != image.Owner && !request.Caller.IsAdmin;
            if (ownerChanges)
                return GlanceErrors.Forbidden($"The owner of image {image.Id} is changed by administrators only.");
            return patched.Visibility != image.Visibility && VisibilityRefusal(state, request.Caller, patched) is { } refusal ? refusal : (Result<Image>)patched;
        }))).Map(Show);
    }

    private async Task<Result<Reply>> DeleteAsync(ApiRequest request)
    {
        var deleted = await store.WriteAsync(request.Write, state => access.Find(state, request.Caller, request.Route("image_id"), "delete_image").Then(image =>
        {
            if (image.IsProtected)
                return GlanceErrors.Forbidden($"Image {image.Id} is protected and cannot be deleted.");
            state.Delete(ImageTables.Images, image.Id);
            foreach (var member in ImageTables.MembersByImage.Of(state, image.Id))
                state.Delete(ImageTables.Members, member.Id);
            foreach (var task in ImageTables.TasksByImage.Of(state, image.Id))
                state.Delete(ImageTables.Tasks, task.Id);
            return (Result<Image>)image;
        }));
        if (!deleted.TryGet(out var image, out var error))
            return error;
        await files.ReleaseAsync(store, image);
        return Reply.NoContent;
    }

    private async Task<Result<Reply>> ChangeTagsAsync(ApiRequest request, Func<Image, string, Result<Image>> change)
    {
        // The server leaves an escaped slash as it came.
        var tag = request.Route("tag").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return (await ChangeAsync(request, "modify_image", (_, image) => change(image, tag))).Map(_ => Reply.NoContent);
    }

    private async Task<Result<Reply>> SwitchAsync(ApiRequest request, string rule, string from, string to) =>
        (await ChangeAsync(request, rule, (_, image) =>
            image.Status == to ? image
            : image.Status == from ? image with { Status = to }
            : GlanceErrors.Forbidden($"Not allowed to {rule} image in status '{image.Status}'"))).Map(_ => Reply.NoContent);

    private Task<Result<Image>> ChangeAsync(ApiRequest request, string rule, Func<IStateReader, Image, Result<Image>> change) =>
        store.WriteAsync(request.Write, state => access.Find(state, request.Caller, request.Route("image_id"), rule).Then(image => change(state, image)).Map(changed =>
        {
            var updated = changed with { UpdatedAt = Times.ToSecond(state.Time) };
            state.Update(ImageTables.Images, updated);
            return updated;
        }));

    private Error? VisibilityRefusal(IStateReader state, Caller caller, Image image)
    {
        var rule = image.Visibility switch
        {
            Visibility.Public => "publicize_image",
            Visibility.Community => "communitize_image",
            _ => null,
        };
        return rule is null || access.Allows(state, caller, image, rule) ? null : GlanceErrors.NotAllowed(rule);
    }

    private static Reply Show(Image image) => Reply.Json(writer => ImageView.Write(writer, image));
}
