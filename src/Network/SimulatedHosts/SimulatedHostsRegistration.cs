using Microsoft.Extensions.DependencyInjection;
using Naru.Network.NodeLink;
using Naru.NodeContract;

namespace Naru.Network.SimulatedHosts;

/// <summary>Adds hosts without a data plane to a server that has the node link.</summary>
public static class SimulatedHostsRegistration
{
    public static IServiceCollection AddSimulatedHosts(this IServiceCollection services, IReadOnlyList<NodeHello> hosts) =>
        services.AddHostedService(provider => new SimulatedHostsService(provider.GetRequiredService<NodeLinkService>(), hosts));
}
