using Microsoft.Extensions.DependencyInjection;
using Naru.Rest.Doctor;

namespace Naru.Identity.Invariants;

/// <summary>What holds in every state of Identity; a rule is a file of this folder and a line here.</summary>
public static class IdentityInvariants
{
    public static IServiceCollection AddIdentityInvariants(this IServiceCollection services) => services
        .AddSingleton<IInvariant, IdentityReferencesExist>()
        .AddSingleton<IInvariant, ProjectsAreTrees>();
}
