using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Naru.Identity.ApplicationCredentials;
using Naru.Identity.Assignments;
using Naru.Identity.Bootstrap;
using Naru.Identity.Catalog;
using Naru.Identity.Credentials;
using Naru.Identity.Discovery;
using Naru.Identity.DomainConfiguration;
using Naru.Identity.EndpointFilter;
using Naru.Identity.Groups;
using Naru.Identity.Limits;
using Naru.Identity.Login;
using Naru.Identity.OAuth1;
using Naru.Identity.Passwords;
using Naru.Identity.Projects;
using Naru.Identity.Roles;
using Naru.Identity.Tokens;
using Naru.Identity.Trusts;
using Naru.Identity.Users;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.Rest.OpenApi;
using Naru.Rest.Policy;
using Naru.Rest.Style;
using Naru.State;

namespace Naru.Identity;

/// <summary>The one place where Identity joins the program.</summary>
public static class IdentityRegistration
{
    /// <summary>The key of the policy table of this API.</summary>
    public const string PolicyKey = "identity";

    private const string Root = "/identity";

    /// <summary>
    /// Adds Identity and with it the <see cref="ICallerResolver"/> of all APIs. Needs a <see cref="Store"/> whose schema has
    /// <see cref="IdentityTables.All"/>; <see cref="IdentityBootstrap.RunAsync"/> runs once before the first request.
    /// </summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services, IdentityOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddKeyedSingleton(PolicyKey, new PolicyTable { Prefix = "identity:" });
        services.AddSingleton(options);
        services.AddSingleton<IdentityBootstrap>();
        services.AddSingleton<TokenAuthority>();
        services.AddSingleton<PasswordChecker>();
        services.AddSingleton(options.Passwords);
        services.AddSingleton<PasswordGate>();
        services.AddSingleton<LoginDesk>();
        services.AddSingleton<ICallerResolver, TokenCallers>();
        return services;
    }

    /// <summary>Maps <c>/identity</c> and everything below it.</summary>
    /// <returns>The API with its resources.</returns>
    public static Api MapIdentityApi(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var api = new Api(
            $"{Root}/v3",
            new KeystoneStyle(),
            services.GetRequiredService<Store>(),
            services.GetRequiredKeyedService<PolicyTable>(PolicyKey),
            services.GetRequiredService<ICallerResolver>(),
            quotas: null,
            services.GetRequiredService<ILogger<Api>>());
        IdentityPolicies.AddHelpers(api.Policies);
        VersionDocuments.MapVersions(routes, Root);
        var identity = new IdentityApi(routes, api, services.GetRequiredService<IdentityOptions>().Passwords);
        identity.MapTokens(routes, services.GetRequiredService<TokenAuthority>(), services.GetRequiredService<LoginDesk>());
        identity.MapProjects(routes);
        identity.MapUsers(routes, services.GetRequiredService<PasswordGate>());
        identity.MapGroups(routes);
        identity.MapImpliedRoles(routes);
        identity.MapGrants(routes);
        identity.MapRoleAssignments(routes);
        identity.MapApplicationCredentials(routes, services.GetRequiredService<PasswordChecker>());
        identity.MapEc2Credentials(routes);
        identity.MapTrusts(routes);
        identity.MapRegions(routes);
        identity.MapEndpointFilter(routes);
        identity.MapLimits(routes);
        identity.MapDomainConfig(routes);
        identity.MapSecurityCompliance(routes, services.GetRequiredService<PasswordRules>());
        identity.MapConsumers(routes);
        routes.MapOpenApi(api, $"{Root}/openapi.json", "OpenStack Identity", "3.14");
        api.MapNotFound(routes);
        return api;
    }
}
