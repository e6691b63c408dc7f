using Microsoft.Extensions.DependencyInjection;
using Naru.Rest.Doctor;

namespace Naru.Compute.Invariants;

/// <summary>What holds in every state of Compute; a rule is a file of this folder and a line here.</summary>
public static class ComputeInvariants
{
    public static IServiceCollection AddComputeInvariants(this IServiceCollection services) => services
        .AddSingleton<IInvariant, ComputeReferencesExist>()
        .AddSingleton<IInvariant, PortsFollowTheirInstances>()
        .AddSingleton<IHostInvariant, HostsHaveTheirInstances>();
}
