using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Images.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;
using Naru.State;

namespace Naru.Images.Metadefs;

/// <summary><c>/metadefs/namespaces</c>: the namespaces of the catalog of metadata definitions.</summary>
internal sealed class NamespaceEndpoints(ImageApi api, MetadefAccess access, Store store)
{
    private const string All = "metadefs/namespaces";
    private const string One = All + "/{namespace}";

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, All, List);
        api.Map(routes, HttpMethods.Post, All, CreateAsync);
        api.Map(routes, HttpMethods.Get, One, request => access.Find(request.State, request, "get_metadef_namespace").Map(space =>
            Reply.Json(writer => MetadefView.Write(writer, space, request.Http.Request.Query["resource_type"]))));
        api.Map(routes, HttpMethods.Put, One, UpdateAsync);
        api.Map(routes, HttpMethods.Delete, One, DeleteAsync);
    }

    private Result<Reply> List(ApiRequest request)
    {
        const string Rule = "get_metadef_namespaces";
        if (!access.Allows(request.Caller, Rule))
            return GlanceErrors.NotAllowed(Rule);
        var visible = request.State.In(ImageTables.Metadefs).All.Where(space => MetadefAccess.Sees(request.Caller, space));
        return NamespacePage.Of(request, visible).Map(page => page.Reply(request));
    }

    private async Task<Result<Reply>> CreateAsync(ApiRequest request)
    {
        const string Rule = "add_metadef_namespace";
        if (!(await request.BodyAsync()).TryGet(out var body, out var error))
            return error;
        return (await store.WriteAsync(request.Write, state =>
        {
            if (!MetadefParser.Namespace(body, request.Caller.ProjectId, Times.ToSecond(state.Time)).TryGet(out var space, out var error))
                return error;
            if (!access.Allows(request.Caller, Rule, space))
                return GlanceErrors.NotAllowed(Rule);
            if (state.In(ImageTables.Metadefs).Contains(space.Name))
                return MetadefErrors.NamespaceExists(space.Name);
            if ((space.ResourceTypes.Refusal("resource type association", space) ?? space.Properties.Refusal("property", space)
                ?? space.Objects.Refusal("object", space) ?? space.Tags.Refusal("tag", space)) is { } refusal)
            {
                return refusal;
            }
            state.Insert(ImageTables.Metadefs, space);
            return (Result<MetadefNamespace>)space;
        })).Map(space => Reply.Json(writer => MetadefView.Write(writer, space), StatusCodes.Status201Created) with
        {
            Headers = [new("Location", $"{request.Url}/{space.Name}")],
        });
    }

    private async Task<Result<Reply>> UpdateAsync(ApiRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error))
            return error;
        return (await store.WriteAsync(request.Write, state => access.Find(state, request, "modify_metadef_namespace").Then(before =>
        {
            if (!MetadefParser.Namespace(body, request.Caller.ProjectId, Times.ToSecond(state.Time)).TryGet(out var given, out var error))
                return error;
            // What is defined in it has requests of its own.
            var after = before with
            {
                Name = given.Name, DisplayName = given.DisplayName, Description = given.Description, Visibility = given.Visibility,
                IsProtected = given.IsProtected, Owner = given.Owner, UpdatedAt = given.UpdatedAt,
            };
            if (after.Name == before.Name)
            {
                state.Update(ImageTables.Metadefs, after);
                return (Result<MetadefNamespace>)after;
            }
            if (state.In(ImageTables.Metadefs).Contains(after.Name))
                return MetadefErrors.NamespaceExists(after.Name);
            state.Delete(ImageTables.Metadefs, before.Name);
            state.Insert(ImageTables.Metadefs, after);
            return after;
        }))).Map(space => Reply.Json(writer => MetadefView.WriteHead(writer, space)));
    }

    private async Task<Result<Reply>> DeleteAsync(ApiRequest request) =>
        (await store.WriteAsync(request.Write, state => access.Find(state, request, "delete_metadef_namespace").Then(space =>
        {
            if (space.IsProtected)
                return MetadefErrors.IsProtected(space.Name);
            state.Delete(ImageTables.Metadefs, space.Name);
            return (Result<Done>)Done.Ok;
        }))).Map(_ => Reply.NoContent);
}
