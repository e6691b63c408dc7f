using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.Rest.Endpoints;
using Naru.Rest.Parsing;

namespace Naru.Identity.OAuth1;

/// <summary>Registers consumers. Delegation by OAuth 1.0a itself is refused with a word about what to use instead.</summary>
internal static class ConsumerEndpoints
{
    private static readonly Error NoDelegation = new(ErrorKind.NotSupported, "NotImplemented",
        "This cloud keeps OAuth 1.0a consumers but does not delegate by them: use an application credential or a trust.");

    public static void MapConsumers(this IdentityApi identity, IEndpointRouteBuilder routes)
    {
        var api = identity.Api;
        var definition = ConsumerResource.Definition;
        var endpoints = ResourceEndpoints<Consumer>.Map(routes, api, definition, new ConsumerRules());
        api.Map(routes, HttpMethods.Post, definition.Path, async request =>
        {
            if (!identity.Allow(request, "create_consumer").TryGet(out _, out var error)
                || !(await request.BodyAsync()).TryGet(out var body, out error)
                || !ResourceParser.Unwrap(body, definition.Singular).TryGet(out var json, out error)
                || !ResourceParser.Read(definition, json, definition.Blank(), Access.Create, strict: false).TryGet(out var read, out error))
            {
                return error;
            }
            var consumer = read.Resource with { Secret = RandomNumberGenerator.GetHexString(32, lowercase: true) };
            var written = await api.Store.WriteAsync(request.Write, state =>
            {
                state.Insert(ConsumerResource.Table, consumer);
                return Done.Ok;
            });
            return written.Map(_ => Reply.Json(
                writer =>
                {
                    writer.WriteStartObject();
                    writer.WritePropertyName(definition.Singular);
                    endpoints.View.Write(writer, api.Store.Current, request.Caller, consumer, null, identity.Url(request, definition.Path),
                        inner => inner.WriteString("secret", consumer.Secret));
                    writer.WriteEndObject();
                },
                StatusCodes.Status201Created));
        });
        api.MapOpen(routes, HttpMethods.Post, "OS-OAUTH1/request_token", _ => ValueTask.FromResult<Result<Reply>>(NoDelegation));
        api.MapOpen(routes, HttpMethods.Post, "OS-OAUTH1/access_token", _ => ValueTask.FromResult<Result<Reply>>(NoDelegation));
        api.Map(routes, HttpMethods.Put, "OS-OAUTH1/authorize/{id}", Result<Reply> (_) => NoDelegation);
    }

    /// <summary>A consumer is only kept: nothing depends on it.</summary>
    private sealed class ConsumerRules : IResourceRules<Consumer>;
}
