using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Parsing;

namespace Naru.Identity.Catalog;

/// <summary>Makes a region whose id stands in the path: <c>PUT /regions/{id}</c>.</summary>
internal static class RegionEndpoints
{
    public static void MapRegions(this IdentityApi identity, IEndpointRouteBuilder routes)
    {
        var api = identity.Api;
        var (definition, rules) = (RegionResource.Definition, new RegionRules());
        api.Map(routes, HttpMethods.Put, "regions/{id}", async request =>
        {
            if (!identity.Allow(request, "create_region").TryGet(out _, out var error)
                || !(await request.BodyAsync()).TryGet(out var body, out error)
                || !ResourceParser.Unwrap(body, definition.Singular).TryGet(out var json, out error)
                || !ResourceParser.Read(definition, json, definition.Blank(), Access.Create, strict: false).TryGet(out var read, out error))
            {
                return error;
            }
            var id = request.Route("id");
            if (read.Given.Has("id") && read.Resource.Id != id)
                return IdentityErrors.Invalid($"The id of the path is {id} and that of the body {read.Resource.Id}.");
            var written = await api.Store.WriteAsync(request.Write, Result<Region> (state) =>
            {
                if (!rules.Creating(state, request.Caller, read.Resource with { Id = id }, read.Given).TryGet(out var region, out var refused))
                    return refused;
                state.Insert(CatalogTables.Regions, region);
                return region;
            });
            return written.Map(region => identity.Regions.One(request, api.Store.Current, region, StatusCodes.Status201Created));
        });
    }
}
