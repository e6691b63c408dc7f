using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Quotas;
using Naru.Compute.Requests;
using Naru.Compute.Validation;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Compute.Servers.Parts;

/// <summary><c>/servers/{id}/metadata</c>.</summary>
internal sealed class MetadataEndpoints(ComputeApi api, Store store, ServerProgress progress, ComputeQuotas quotas)
{
    private const string Place = "servers/{server_id}/metadata";
    private const string One = Place + "/{key}";

    private static readonly Shape Many = Shapes.Wrapped("metadata", Shapes.Metadata);
    private static readonly Shape Meta = Shapes.Wrapped("meta", (value, path, context) => Shapes.Metadata(value, path, context)
        ?? (value.EnumerateObject().Count() == 1 ? null : Shapes.Fault(value, path, "It has not exactly one key.")));

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, Place, request => ServerAccess.Find(request.State, request, "server-metadata:index").Map(server => All(server.Metadata)));
        api.Map(routes, HttpMethods.Post, Place, request => SetAsync(request, "server-metadata:create", (server, given) => server.Metadata.With(given)));
        api.Map(routes, HttpMethods.Put, Place, request => SetAsync(request, "server-metadata:update_all", (_, given) => given));
        api.Map(routes, HttpMethods.Get, One, Show);
        api.Map(routes, HttpMethods.Put, One, SetOneAsync);
        api.Map(routes, HttpMethods.Delete, One, DeleteAsync);
    }

    private static Reply All(EquatableList<NodeKeyValue> metadata) => Wrapped("metadata", metadata);

    private static Reply Wrapped(string name, EquatableList<NodeKeyValue> pairs) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName(name);
        KeyValues.Write(writer, pairs);
        writer.WriteEndObject();
    });

    private static Result<Reply> Show(ComputeRequest request)
    {
        if (!ServerAccess.Find(request.State, request, "server-metadata:show").TryGet(out var server, out var error))
            return error;
        var key = request.Route("key");
        return server.Metadata.Find(key) is { } value ? Wrapped("meta", [new(key, value)]) : NoItem();
    }

    private async ValueTask<Result<Reply>> SetAsync(ComputeRequest request, string rule, Func<Server, EquatableList<NodeKeyValue>, EquatableList<NodeKeyValue>> merge)
    {
        if (!(await request.BodyAsync(Many)).TryGet(out var body, out var error))
            return error;
        return (await ChangeAsync(request, rule, server => merge(server, body.PairsOf("metadata")))).Map(server => All(server.Metadata));
    }

    private async ValueTask<Result<Reply>> SetOneAsync(ComputeRequest request)
    {
        if (!(await request.BodyAsync(Meta)).TryGet(out var body, out var error))
            return error;
        var given = body.PairsOf("meta");
        if (given[0].Key != request.Route("key"))
            return NovaErrors.BadRequest("Request body and URI mismatch: the body has the key of the URI.");
        return (await ChangeAsync(request, "server-metadata:update", server => server.Metadata.With(given))).Map(_ => Wrapped("meta", given));
    }

    private async ValueTask<Result<Reply>> DeleteAsync(ComputeRequest request)
    {
        var key = request.Route("key");
        return (await ChangeAsync(request, "server-metadata:delete", server => server.Metadata.Find(key) is null ? NoItem() : server.Metadata.Without(key))).Map(_ => Reply.NoContent);
    }

    private Task<Result<Server>> ChangeAsync(ComputeRequest request, string rule, Func<Server, Result<EquatableList<NodeKeyValue>>> change) => store.WriteAsync(request.Write, state =>
        ServerAccess.Find(state, request, rule).Then(server => Locks.Check(request, server)).Then(server => change(server).Then(Result<Server> (metadata) =>
            metadata.Count > quotas.LimitOf(state, server.ProjectId, "metadata_items")
                ? NovaErrors.OverQuota("Maximum number of metadata items exceeds the quota.")
                : progress.Save(state, server with { Metadata = metadata }))));

    private static Error NoItem() => NovaErrors.NotFound("Metadata item was not found");
}
