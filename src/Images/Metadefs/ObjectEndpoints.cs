using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Images.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;

namespace Naru.Images.Metadefs;

/// <summary><c>…/namespaces/{namespace}/objects</c>.</summary>
internal sealed class ObjectEndpoints(ImageApi api, MetadefAccess access)
{
    private const string All = "metadefs/namespaces/{namespace}/objects";
    private const string One = All + "/{object}";
    private const string Kind = "object";

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, All, request => access.Find(request.State, request, "get_metadef_objects").Map(space => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("objects");
            foreach (var item in space.Objects)
                MetadefView.Write(writer, space, item);
            writer.WriteEndArray();
            writer.WriteString("first", $"{ImageApi.Version}/metadefs/namespaces/{space.Name}/objects");
            writer.WriteString("schema", $"{ImageApi.Version}/schemas/metadefs/objects");
            writer.WriteEndObject();
        })));
        api.Map(routes, HttpMethods.Post, All, AddAsync);
        api.Map(routes, HttpMethods.Delete, All, async request =>
            (await access.ChangeAsync(request, "delete_metadef_object", (_, space) => space with { Objects = [] })).Map(_ => Reply.NoContent));
        api.Map(routes, HttpMethods.Get, One, request => access.Find(request.State, request, "get_metadef_object").Then(space =>
            Find(request, space).Map(item => Reply.Json(writer => MetadefView.Write(writer, space, item)))));
        api.Map(routes, HttpMethods.Put, One, ReplaceAsync);
        api.Map(routes, HttpMethods.Delete, One, async request =>
            (await access.ChangeAsync(request, "delete_metadef_object", (_, space) => Find(request, space)
                .Map(item => space with { Objects = space.Objects.Without(item) }))).Map(_ => Reply.NoContent));
    }

    private async Task<Result<Reply>> AddAsync(ApiRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error))
            return error;
        return (await access.ChangeAsync(request, "add_metadef_object", (state, space) =>
            MetadefParser.Object(body, Times.ToSecond(state.Time)).Then(item => space.Objects.With(Kind, item, space))
                .Map(objects => space with { Objects = objects })))
            .Map(space => Reply.Json(writer => MetadefView.Write(writer, space, space.Objects[^1]), StatusCodes.Status201Created));
    }

    private async Task<Result<Reply>> ReplaceAsync(ApiRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error))
            return error;
        MetadefObject? replaced = null;
        return (await access.ChangeAsync(request, "modify_metadef_object", (state, space) =>
            Find(request, space).Then(before => MetadefParser.Object(body, Times.ToSecond(state.Time)).Then(after =>
            {
                replaced = after with { CreatedAt = before.CreatedAt };
                return space.Objects.Replaced(Kind, before, replaced, space);
            })).Map(objects => space with { Objects = objects })))
            .Map(space => Reply.Json(writer => MetadefView.Write(writer, space, replaced!)));
    }

    private static Result<MetadefObject> Find(ApiRequest request, MetadefNamespace space) => space.Objects.Named(Kind, request.Route("object"), space);
}
