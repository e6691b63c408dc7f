using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Requests;

namespace Naru.SharedFileSystems.Administration;

/// <summary><c>/share-replicas</c>: no share has any, because there is one host.</summary>
internal sealed class ReplicaEndpoints(ShareApi api)
{
    private const int Since = 11;

    public void Map()
    {
        api.Map(HttpMethods.Get, "share-replicas", _ => None(), Since);
        api.Map(HttpMethods.Get, "share-replicas/detail", _ => None(), Since);
        api.Map(HttpMethods.Get, "share-replicas/{id}", request => ManilaErrors.NotFound("Replica", request.Id), Since);
        api.Map(HttpMethods.Post, "share-replicas", _ => ManilaErrors.Invalid("Shares are not replicated here: there is one host, whose replication_type is none."), Since);
    }

    private static Result<Reply> None() => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("share_replicas");
        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
