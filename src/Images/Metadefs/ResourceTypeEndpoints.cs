using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Images.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;

namespace Naru.Images.Metadefs;

/// <summary><c>/metadefs/resource_types</c> and <c>…/namespaces/{namespace}/resource_types</c>: which resources definitions are for.</summary>
internal sealed class ResourceTypeEndpoints(ImageApi api, MetadefAccess access)
{
    private const string All = "metadefs/resource_types";
    private const string OfNamespace = "metadefs/namespaces/{namespace}/resource_types";
    private const string Kind = "resource type association";

    // What Glance's own catalog is for; others come into being by being named.
    private static readonly string[] KnownTypes =
    [
        "OS::Cinder::Volume", "OS::Glance::Image", "OS::Nova::Aggregate", "OS::Nova::Flavor", "OS::Nova::Server", "OS::Trove::Instance",
    ];

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, All, List);
        api.Map(routes, HttpMethods.Get, OfNamespace, request => access.Find(request.State, request, "get_metadef_resource_type").Map(space =>
            Reply.Json(writer => MetadefView.WriteList(writer, "resource_type_associations", space.ResourceTypes, type => MetadefView.Write(writer, type)))));
        api.Map(routes, HttpMethods.Post, OfNamespace, AddAsync);
        api.Map(routes, HttpMethods.Delete, OfNamespace + "/{resource_type}", RemoveAsync);
    }

    private Result<Reply> List(ApiRequest request)
    {
        const string Rule = "list_metadef_resource_types";
        if (!access.Allows(request.Caller, Rule))
            return GlanceErrors.NotAllowed(Rule);
        var named = request.State.In(ImageTables.Metadefs).All.Where(space => MetadefAccess.Sees(request.Caller, space))
            .SelectMany(space => space.ResourceTypes.Select(type => type.Name));
        var types = KnownTypes.Union(named).Order(StringComparer.Ordinal).ToList();
        return Reply.Json(writer => MetadefView.WriteList(writer, "resource_types", types, type =>
        {
            writer.WriteStartObject();
            writer.WriteString("name", type);
            writer.WriteEndObject();
        }));
    }

    private async Task<Result<Reply>> AddAsync(ApiRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error))
            return error;
        return (await access.ChangeAsync(request, "add_metadef_resource_type_association", (state, space) =>
            MetadefParser.ResourceType(body, Times.ToSecond(state.Time)).Then(type => space.ResourceTypes.With(Kind, type, space))
                .Map(types => space with { ResourceTypes = types })))
            .Map(space => Reply.Json(writer => MetadefView.Write(writer, space.ResourceTypes[^1]), StatusCodes.Status201Created));
    }

    private async Task<Result<Reply>> RemoveAsync(ApiRequest request) =>
        (await access.ChangeAsync(request, "remove_metadef_resource_type_association", (_, space) =>
            space.ResourceTypes.Named(Kind, request.Route("resource_type"), space)
                .Map(type => space with { ResourceTypes = space.ResourceTypes.Without(type) })))
            .Map(_ => Reply.NoContent);
}
