using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Naru.Network.Nodes;
using Naru.Network.Routers;
using Naru.Ovn.Guarding;
using Naru.Ovn.Southbound;
using Naru.Ovn.Writing;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Ovn;

/// <summary>Lets OVN do the networks of a server.</summary>
public static class OvnRegistration
{
    public static IServiceCollection AddOvn(this IServiceCollection services, OvnOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<IRouterGuard, OvnRouterGuard>();
        services.AddSingleton<NorthboundWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<NorthboundWriter>());
        services.AddSingleton<IInvariant, NorthboundIsExact>();
        return services.AddHostedService(provider => new SouthboundWatch(
            provider.GetRequiredService<Store>(), provider.GetRequiredService<NodeAttachment>(), options, TimeProvider.System,
            provider.GetRequiredService<ILogger<SouthboundWatch>>()));
    }
}
