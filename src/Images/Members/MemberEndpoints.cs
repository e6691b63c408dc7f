using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Images.Documents;
using Naru.Images.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;
using Naru.State;

namespace Naru.Images.Members;

/// <summary><c>/images/{id}/members</c>: with which projects an image is shared, and what they say to it.</summary>
internal sealed class MemberEndpoints(ImageApi api, ImageAccess access, Store store)
{
    private const string All = "images/{image_id}/members";
    private const string One = All + "/{member_id}";

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, All, List);
        api.Map(routes, HttpMethods.Post, All, AddAsync);
        api.Map(routes, HttpMethods.Get, One, request => FindImage(request.State, request, "get_member")
            .Then(image => FindMember(request.State, request, image))
            .Map(member => Reply.Json(writer => Write(writer, member))));
        api.Map(routes, HttpMethods.Put, One, AnswerAsync);
        api.Map(routes, HttpMethods.Delete, One, RemoveAsync);
    }

    private Result<Reply> List(ApiRequest request) => FindImage(request.State, request, "get_members").Map(image => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("members");
        foreach (var member in ImageTables.MembersByImage.Of(request.State, image.Id).Where(member => SeesMember(request, image, member.ProjectId)))
            Write(writer, member);
        writer.WriteEndArray();
        writer.WriteString("schema", $"{ImageApi.Version}/schemas/members");
        writer.WriteEndObject();
    }));

    private async Task<Result<Reply>> AddAsync(ApiRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error) || !Text(body, "member").TryGet(out var project, out error))
            return error;
        return (await store.WriteAsync(request.Write, state => FindImage(state, request, "add_member").Then(image =>
        {
            if (state.In(ImageTables.Members).Contains(ImageMember.KeyOf(image.Id, project)))
                return GlanceErrors.Conflict($"The target member {project} is already associated with image {image.Id}.");
            if (ImageTables.MembersByImage.CountOf(state, image.Id) >= Limits.Members)
                return GlanceErrors.OverQuota($"The maximum number of members of an image is {Limits.Members}; image {image.Id} has them already.");
            var now = Times.ToSecond(state.Time);
            var member = new ImageMember { ImageId = image.Id, ProjectId = project, Status = ImageMember.Pending, CreatedAt = now, UpdatedAt = now };
            state.Insert(ImageTables.Members, member);
            return (Result<ImageMember>)member;
        }))).Map(member => Reply.Json(writer => Write(writer, member)));
    }

    private async Task<Result<Reply>> AnswerAsync(ApiRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error) || !Text(body, "status").TryGet(out var status, out error))
            return error;
        if (status is not (ImageMember.Pending or ImageMember.Accepted or ImageMember.Rejected))
            return Error.Invalid($"Invalid status: '{status}': expected {ImageMember.Pending}, {ImageMember.Accepted} or {ImageMember.Rejected}.");
        return (await store.WriteAsync(request.Write, state => FindImage(state, request, "get_member").Then(image => FindMember(state, request, image)).Then<ImageMember>(member =>
        {
            // The owner shares; whether it is wanted is the member's to say.
            var isOwn = request.Caller.IsAdmin || member.ProjectId == request.Caller.ProjectId;
            return isOwn && access.Find(state, request.Caller, member.ImageId, "modify_member").Succeeded ? member : GlanceErrors.NotAllowed("modify_member");
        }).Map(member =>
        {
            var changed = member with { Status = status, UpdatedAt = Times.ToSecond(state.Time) };
            state.Update(ImageTables.Members, changed);
            return changed;
        }))).Map(member => Reply.Json(writer => Write(writer, member)));
    }

    private async Task<Result<Reply>> RemoveAsync(ApiRequest request) =>
        (await store.WriteAsync(request.Write, state => FindImage(state, request, "delete_member").Then(image => FindMember(state, request, image)).Map(member =>
        {
            state.Delete(ImageTables.Members, member.Id);
            return default(Done);
        }))).Map(_ => Reply.NoContent);

    private Result<Image> FindImage(IStateReader state, ApiRequest request, string rule) =>
        access.Find(state, request.Caller, request.Route("image_id"), rule).Then(image => image.Visibility == Visibility.Shared
            ? (Result<Image>)image
            : GlanceErrors.Forbidden($"Only shared images have members; image {image.Id} is {image.Visibility}."));

    private static Result<ImageMember> FindMember(IStateReader state, ApiRequest request, Image image)
    {
        var project = request.Route("member_id");
        return SeesMember(request, image, project) && state.In(ImageTables.Members).Find(ImageMember.KeyOf(image.Id, project)) is { } member
            ? member
            : Error.NotFound("NotFound", $"{project} not found in the member list of the image {image.Id}.");
    }

    private static bool SeesMember(ApiRequest request, Image image, string project) =>
        request.Caller.IsAdmin || ImageAccess.Owns(request.Caller, image) || project == request.Caller.ProjectId;

    private static Result<string> Text(JsonElement body, string name)
    {
        if (body.ValueKind is not JsonValueKind.Object || !body.TryGetProperty(name, out var value) || value.ValueKind is not JsonValueKind.String)
            return Error.Invalid($"The body is an object with '{name}' as text.");
        return value.GetString() is { Length: > 0 and <= Limits.NameLength } text ? text : Error.Invalid($"'{name}' has 1 to {Limits.NameLength} characters.");
    }

    private static void Write(Utf8JsonWriter writer, ImageMember member)
    {
        writer.WriteStartObject();
        writer.WriteString("member_id", member.ProjectId);
        writer.WriteString("image_id", member.ImageId);
        writer.WriteString("status", member.Status);
        writer.WriteString("created_at", Times.Zoned(member.CreatedAt));
        writer.WriteString("updated_at", Times.Zoned(member.UpdatedAt));
        writer.WriteString("schema", $"{ImageApi.Version}/schemas/member");
        writer.WriteEndObject();
    }
}
