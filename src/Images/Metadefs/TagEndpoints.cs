using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Images.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;

namespace Naru.Images.Metadefs;

/// <summary><c>…/namespaces/{namespace}/tags</c>.</summary>
internal sealed class TagEndpoints(ImageApi api, MetadefAccess access)
{
    private const string All = "metadefs/namespaces/{namespace}/tags";
    private const string One = All + "/{tag}";
    private const string Kind = "tag";

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, All, request => access.Find(request.State, request, "get_metadef_tags").Map(space => Show(space)));
        api.Map(routes, HttpMethods.Post, All, ReplaceAllAsync);
        api.Map(routes, HttpMethods.Delete, All, async request =>
            (await access.ChangeAsync(request, "delete_metadef_tags", (_, space) => space with { Tags = [] })).Map(_ => Reply.NoContent));
        api.Map(routes, HttpMethods.Get, One, request => access.Find(request.State, request, "get_metadef_tag").Then(space => Find(request, space)).Map(Show));
        api.Map(routes, HttpMethods.Post, One, AddAsync);
        api.Map(routes, HttpMethods.Put, One, RenameAsync);
        api.Map(routes, HttpMethods.Delete, One, async request =>
            (await access.ChangeAsync(request, "delete_metadef_tag", (_, space) => Find(request, space)
                .Map(tag => space with { Tags = space.Tags.Without(tag) }))).Map(_ => Reply.NoContent));
    }

    // The tags of a request take the place of those that were there; X-OpenStack-Append keeps them.
    private async Task<Result<Reply>> ReplaceAllAsync(ApiRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error))
            return error;
        var appends = string.Equals(request.Http.Request.Headers["X-OpenStack-Append"], "true", StringComparison.OrdinalIgnoreCase);
        return (await access.ChangeAsync(request, "add_metadef_tags", (state, space) => MetadefParser.Tags(body, Times.ToSecond(state.Time)).Then(given =>
        {
            var tags = appends ? space.Tags.Concat(given).ToEquatableList() : given;
            return tags.Refusal(Kind, space) is { } refusal ? refusal : (Result<MetadefNamespace>)(space with { Tags = tags });
        }))).Map(space => Show(space, StatusCodes.Status201Created));
    }

    private async Task<Result<Reply>> AddAsync(ApiRequest request)
    {
        var name = request.Route("tag");
        if (name.Length > MetadefLimits.NameLength)
            return MetadefErrors.Mismatch(Kind, $"the name of a tag has 1 to {MetadefLimits.NameLength} characters");
        return (await access.ChangeAsync(request, "add_metadef_tag", (state, space) =>
            space.Tags.With(Kind, new MetadefTag(name, Times.ToSecond(state.Time), Times.ToSecond(state.Time)), space).Map(tags => space with { Tags = tags })))
            .Map(space => Show(space.Tags[^1]) with { Status = StatusCodes.Status201Created });
    }

    private async Task<Result<Reply>> RenameAsync(ApiRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error))
            return error;
        MetadefTag? renamed = null;
        return (await access.ChangeAsync(request, "modify_metadef_tag", (state, space) =>
            Find(request, space).Then(before => MetadefParser.Tag(body, Times.ToSecond(state.Time)).Then(after =>
            {
                renamed = after with { CreatedAt = before.CreatedAt };
                return space.Tags.Replaced(Kind, before, renamed, space);
            })).Map(tags => space with { Tags = tags })))
            .Map(_ => Show(renamed!));
    }

    private static Reply Show(MetadefNamespace space, int status = StatusCodes.Status200OK) =>
        Reply.Json(writer => MetadefView.WriteList(writer, "tags", space.Tags, tag => MetadefView.Write(writer, tag)), status);

    private static Reply Show(MetadefTag tag) => Reply.Json(writer => MetadefView.WriteAlone(writer, tag));

    private static Result<MetadefTag> Find(ApiRequest request, MetadefNamespace space) => space.Tags.Named(Kind, request.Route("tag"), space);
}
