using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Requests;
using Naru.Compute.Validation;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.State;

namespace Naru.Compute.Servers.Parts;

/// <summary><c>/servers/{id}/tags</c>, since 2.26.</summary>
internal sealed class ServerTagEndpoints(ComputeApi api, Store store, ServerProgress progress)
{
    private const string Place = "servers/{server_id}/tags";
    private const string One = Place + "/{tag}";
    private const int Most = 50;

    private static readonly VersionRange Versions = new(26);
    private static readonly Shape Tags = Shapes.Wrapped("tags", Shapes.List(Shapes.Tag, max: Most));

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, Place, request => ServerAccess.Find(request.State, request, "os-server-tags:index").Map(All), Versions);
        api.Map(routes, HttpMethods.Put, Place, ReplaceAsync, Versions);
        api.Map(routes, HttpMethods.Delete, Place, async request => (await ChangeAsync(request, "os-server-tags:delete_all", _ => EquatableList<string>.Empty)).Map(_ => Reply.NoContent), Versions);
        api.Map(routes, HttpMethods.Get, One, Has, Versions);
        api.Map(routes, HttpMethods.Put, One, AddAsync, Versions);
        api.Map(routes, HttpMethods.Delete, One, RemoveAsync, Versions);
    }

    private static Reply All(Server server) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("tags");
        ServerViews.WriteTexts(writer, server.Tags);
        writer.WriteEndObject();
    });

    private static Result<Reply> Has(ComputeRequest request) => ServerAccess.Find(request.State, request, "os-server-tags:show")
        .Then(Result<Reply> (server) => server.Tags.Items.Contains(TagOf(request)) ? Reply.NoContent : NoTag(request));

    private async ValueTask<Result<Reply>> ReplaceAsync(ComputeRequest request)
    {
        if (!(await request.BodyAsync(Tags)).TryGet(out var body, out var error))
            return error;
        return (await ChangeAsync(request, "os-server-tags:update_all", _ => body.TextsOf("tags").Distinct().ToEquatableList())).Map(All);
    }

    private async ValueTask<Result<Reply>> AddAsync(ComputeRequest request)
    {
        var tag = TagOf(request);
        if (tag.Length > 60 || tag.Contains(','))
            return NovaErrors.BadRequest($"Tag '{tag}' is invalid: it must have at most 60 characters, and no ',' or '/'.");
        var isNew = false;
        var changed = await ChangeAsync(request, "os-server-tags:update", Result<EquatableList<string>> (server) =>
        {
            isNew = !server.Tags.Items.Contains(tag);
            return !isNew ? server.Tags
                : server.Tags.Count >= Most ? NovaErrors.BadRequest($"The number of tags exceeded the per-server limit {Most}")
                : server.Tags.Items.Add(tag).ToEquatableList();
        });
        return changed.Map(server => !isNew ? Reply.NoContent : new Reply(StatusCodes.Status201Created, null)
        {
            Headers = [new("Location", request.UrlOf($"servers/{server.Id}/tags/{Uri.EscapeDataString(tag)}"))],
        });
    }

    private async ValueTask<Result<Reply>> RemoveAsync(ComputeRequest request)
    {
        var tag = TagOf(request);
        return (await ChangeAsync(request, "os-server-tags:delete", Result<EquatableList<string>> (server) =>
            server.Tags.Items.Contains(tag) ? server.Tags.Where(other => other != tag).ToEquatableList() : NoTag(request))).Map(_ => Reply.NoContent);
    }

    private Task<Result<Server>> ChangeAsync(ComputeRequest request, string rule, Func<Server, Result<EquatableList<string>>> change) => store.WriteAsync(request.Write, state =>
        ServerAccess.Find(state, request, rule).Then(server => Locks.Check(request, server)).Then(server => change(server).Map(tags => progress.Save(state, server with { Tags = tags }))));

    // The server leaves an escaped slash as it came.
    private static string TagOf(ComputeRequest request) => request.Route("tag").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static Error NoTag(ComputeRequest request) => NovaErrors.NotFound($"Server {request.Route("server_id")} has no tag '{request.Route("tag")}'");
}
