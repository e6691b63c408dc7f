using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Images.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;

namespace Naru.Images.Metadefs;

/// <summary><c>…/namespaces/{namespace}/properties</c>.</summary>
internal sealed class PropertyEndpoints(ImageApi api, MetadefAccess access)
{
    private const string All = "metadefs/namespaces/{namespace}/properties";
    private const string One = All + "/{property}";
    private const string Kind = "property";

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, All, request => access.Find(request.State, request, "get_metadef_properties").Map(space => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("properties");
            MetadefView.WriteProperties(writer, space);
            writer.WriteEndObject();
        })));
        api.Map(routes, HttpMethods.Post, All, AddAsync);
        api.Map(routes, HttpMethods.Delete, All, async request =>
            (await access.ChangeAsync(request, "remove_metadef_property", (_, space) => space with { Properties = [] })).Map(_ => Reply.NoContent));
        api.Map(routes, HttpMethods.Get, One, request => access.Find(request.State, request, "get_metadef_property")
            .Then(space => Named(request, space)).Map(property => Reply.Json(writer => MetadefView.Write(writer, property))));
        api.Map(routes, HttpMethods.Put, One, ReplaceAsync);
        api.Map(routes, HttpMethods.Delete, One, async request =>
            (await access.ChangeAsync(request, "remove_metadef_property", (_, space) => Find(request, space)
                .Map(property => space with { Properties = space.Properties.Without(property) }))).Map(_ => Reply.NoContent));
    }

    private async Task<Result<Reply>> AddAsync(ApiRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error))
            return error;
        return (await access.ChangeAsync(request, "add_metadef_property", (state, space) =>
            PropertySchema.ReadNamed(body, Times.ToSecond(state.Time)).Then(property => space.Properties.With(Kind, property, space))
                .Map(properties => space with { Properties = properties })))
            .Map(space => Reply.Json(writer => MetadefView.Write(writer, space.Properties[^1]), StatusCodes.Status201Created));
    }

    private async Task<Result<Reply>> ReplaceAsync(ApiRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error))
            return error;
        MetadefProperty? replaced = null;
        return (await access.ChangeAsync(request, "modify_metadef_property", (_, space) =>
            Find(request, space).Then(before => PropertySchema.ReadNamed(body, before.CreatedAt).Then(after =>
            {
                replaced = after;
                return space.Properties.Replaced(Kind, before, after, space);
            })).Map(properties => space with { Properties = properties })))
            .Map(_ => Reply.Json(writer => MetadefView.Write(writer, replaced!)));
    }

    // With ?resource_type= the property is asked for as it is named on these resources.
    private static Result<MetadefProperty> Named(ApiRequest request, MetadefNamespace space)
    {
        if ((string?)request.Http.Request.Query["resource_type"] is not { } type)
            return Find(request, space);
        return space.ResourceTypes.Named("resource type association", type, space).Then(association =>
        {
            var (asked, prefix) = (request.Route("property"), association.Prefix ?? "");
            return prefix.Length > 0 && asked.StartsWith(prefix, StringComparison.Ordinal)
                ? space.Properties.Named(Kind, asked[prefix.Length..], space)
                : Error.NotFound("NotFound", $"Property {asked} does not start with the expected resource type association prefix of '{prefix}'.");
        });
    }

    private static Result<MetadefProperty> Find(ApiRequest request, MetadefNamespace space) =>
        space.Properties.Named(Kind, request.Route("property"), space);
}
