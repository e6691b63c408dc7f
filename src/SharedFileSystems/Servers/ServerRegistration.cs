using Microsoft.Extensions.DependencyInjection;
using Naru.Network.Ports;
using Naru.Network.Quotas;

namespace Naru.SharedFileSystems.Servers;

/// <summary>Lets shares be on share servers, which takes a host with an agent, and Networking.</summary>
internal static class ServerRegistration
{
    public static void AddServerPorts(this IServiceCollection services, string host)
    {
        services.AddSingleton<IServerPorts>(provider => new NetworkPorts(provider.GetRequiredService<PortRules>(), provider.GetRequiredService<NetworkQuotas>(), host));
        services.AddSingleton<IPortGuard, ServerPortGuard>();
    }
}
