using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest.OpenApi;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Rest.Endpoints;

/// <summary>The tags of a resource: <c>…/{id}/tags</c> and <c>…/{id}/tags/{tag}</c> (extension <c>standard-attr-tag</c>).</summary>
public static class TagEndpoints
{
    /// <summary>Maps the six operations.</summary>
    /// <param name="changeRule">The policy rule that lets change them; null: that of updates.</param>
    /// <param name="path">Where the resources are for the API of tags; null: where they are for everybody.</param>
    public static void MapTags<T>(this ResourceEndpoints<T> endpoints, IEndpointRouteBuilder routes, Api api, string? path = null, string? changeRule = null) where T : StandardResource
    {
        var definition = endpoints.Definition;
        var all = $"{path ?? definition.Path}/{{id}}/tags";
        var one = $"{all}/{{tag}}";
        var (readRule, updateRule) = ($"get_{definition.PolicyName}", changeRule ?? $"update_{definition.PolicyName}");

        api.Describe(HttpMethods.Put, all, new ActionDescription("Replace the tags").With("tags", TagKinds.List));
        api.Describe(HttpMethods.Post, all, new ActionDescription("Add tags").With("tags", TagKinds.List));
        api.Map(routes, HttpMethods.Get, all, request =>
            Visible(request).Map(resource => ShowTags(resource.Tags)));
        api.Map(routes, HttpMethods.Get, one, request =>
            Visible(request).Then<Reply>(resource =>
                resource.Tags.Items.Contains(request.Route("tag")) ? Reply.NoContent : TagNotFound(request.Route("tag"))));
        api.Map(routes, HttpMethods.Put, all, async request =>
            (await ReadTagsAsync(request)).TryGet(out var tags, out var error)
                ? (await ChangeAsync(request, _ => tags)).Map(resource => ShowTags(resource.Tags))
                : error);
        api.Map(routes, HttpMethods.Post, all, async request =>
            (await ReadTagsAsync(request)).TryGet(out var tags, out var error)
                ? (await ChangeAsync(request, old => old.Items.Concat(tags).Distinct().ToEquatableList())).Map(resource => ShowTags(resource.Tags))
                : error);
        api.Map(routes, HttpMethods.Delete, all, async request =>
            (await ChangeAsync(request, _ => EquatableList<string>.Empty)).Map(_ => Reply.NoContent));
        api.Map(routes, HttpMethods.Put, one, async request =>
            request.Route("tag") is not { Length: > 0 and <= TagKinds.MaxLength } tag
                ? new Error(ErrorKind.Invalid, "HTTPBadRequest", "Invalid input for tags. Reason: a tag has 1 to 255 characters.")
                : (await ChangeAsync(request, old => old.Items.Append(tag).Distinct().ToEquatableList()))
                    .Map(_ => new Reply(StatusCodes.Status201Created, null)));
        api.Map(routes, HttpMethods.Delete, one, async request =>
            (await ChangeAsync(request, Result<EquatableList<string>> (old) => old.Items.Contains(request.Route("tag"))
                ? old.Items.Remove(request.Route("tag")).ToEquatableList()
                : TagNotFound(request.Route("tag")))).Map(_ => Reply.NoContent));

        // Whoever sees the resource sees its tags, whether by the rule or because it is shared.
        Result<T> Visible(ApiRequest request) => endpoints.View.Find(request.State, request.Caller, request.Route("id"), null) is { } resource
            ? resource
            : Find(request, request.State, readRule);

        Result<T> Find(ApiRequest request, IStateReader state, string rule) =>
            endpoints.FindFor(state, request.Caller, request.Route("id"), rule);

        async ValueTask<Result<T>> ChangeAsync(ApiRequest request, Func<EquatableList<string>, Result<EquatableList<string>>> change) =>
            await api.Store.WriteAsync(request.Write, Result<T> (state) =>
            {
                if (!Find(request, state, updateRule).TryGet(out var resource, out var error) || !change(resource.Tags).TryGet(out var tags, out error))
                    return error;
                if (tags.Count > TagKinds.MaxTags)
                    return new Error(ErrorKind.Invalid, "HTTPBadRequest", $"A resource has at most {TagKinds.MaxTags} tags.");
                if (tags == resource.Tags)
                    return resource;
                var changed = ((T)(resource with { Tags = tags })).Touched(state);
                state.Update(definition.Table, changed);
                return changed;
            });
    }

    private static async ValueTask<Result<EquatableList<string>>> ReadTagsAsync(ApiRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error))
            return error;
        if (body.ValueKind is not JsonValueKind.Object || !body.TryGetProperty("tags", out var list))
            return new Error(ErrorKind.Invalid, "HTTPBadRequest", "Invalid input for tags. Reason: the body has no list 'tags'.");
        var tags = TagKinds.List.Read(list);
        return tags.Succeeded
            ? tags.Value.Items.Distinct().ToEquatableList()
            : new Error(ErrorKind.Invalid, "HTTPBadRequest", $"Invalid input for tags. Reason: {tags.Error.Message}.");
    }

    private static Reply ShowTags(EquatableList<string> tags) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("tags");
        foreach (var tag in tags)
            writer.WriteStringValue(tag);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static Error TagNotFound(string tag) => Error.NotFound("TagNotFound", $"Tag {tag} could not be found.");
}
