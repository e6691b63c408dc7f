using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest.Endpoints;

namespace Naru.Identity.Limits;

/// <summary>Limits, and the word for how they combine: they are flat, a project's limit says nothing about its children.</summary>
internal static class LimitEndpoints
{
    public static void MapLimits(this IdentityApi identity, IEndpointRouteBuilder routes)
    {
        identity.Api.Map(routes, HttpMethods.Get, "limits/model", Result<Reply> (_) => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("model");
            writer.WriteString("name", "flat");
            writer.WriteString("description", "Limit enforcement and validation does not take project hierarchy into consideration.");
            writer.WriteEndObject();
            writer.WriteEndObject();
        }));
        ResourceEndpoints<RegisteredLimit>.Map(routes, identity.Api, RegisteredLimitResource.Definition, new RegisteredLimitRules());
        ResourceEndpoints<Limit>.Map(routes, identity.Api, LimitResource.Definition, new LimitRules());
    }
}
