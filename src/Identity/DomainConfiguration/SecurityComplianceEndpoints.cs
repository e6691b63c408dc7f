using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Identity.Passwords;
using Naru.Identity.Projects;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Policy;

namespace Naru.Identity.DomainConfiguration;

/// <summary>
/// <c>/domains/{id}/config/security_compliance</c>: what passwords must look like, told to anybody so that a form can say it. The
/// rules are the same in every domain.
/// </summary>
internal static class SecurityComplianceEndpoints
{
    private const string Path = "domains/{domain_id}/config/security_compliance";
    private const string Rule = "get_security_compliance_domain_config";

    public static void MapSecurityCompliance(this IdentityApi identity, IEndpointRouteBuilder routes, PasswordRules rules)
    {
        identity.Api.Policies.Default(Rule, Rules.Anyone);
        foreach (var method in (string[])[HttpMethods.Get, HttpMethods.Head])
        {
            identity.Api.Map(routes, method, Path, request => Show(request, writer =>
            {
                writer.WriteStartObject("security_compliance");
                writer.WriteString("password_regex", rules.Regex);
                writer.WriteString("password_regex_description", rules.RegexDescription);
                writer.WriteEndObject();
            }));
            identity.Api.Map(routes, method, Path + "/{option}", request => request.Route("option") switch
            {
                "password_regex" => Show(request, writer => writer.WriteString("password_regex", rules.Regex)),
                "password_regex_description" => Show(request, writer => writer.WriteString("password_regex_description", rules.RegexDescription)),
                var other => IdentityErrors.Forbidden($"Invalid domain specific configuration: Option {other} in group security_compliance is not supported."),
            });
        }

        Result<Reply> Show(ApiRequest request, Action<Utf8JsonWriter> write)
        {
            if (!identity.Allow(request, Rule).TryGet(out _, out var error))
                return error;
            return request.State.FindDomain(request.Route("domain_id")) is null
                ? IdentityErrors.NotFound("domain", request.Route("domain_id"))
                : Reply.Json(writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteStartObject("config");
                    write(writer);
                    writer.WriteEndObject();
                    writer.WriteEndObject();
                });
        }
    }
}
