using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Naru.Network.Nodes;
using Naru.Network.Routers.HighAvailability;

namespace Naru.Network.NodeLink;

/// <summary>Puts the agents' side of the server together.</summary>
public static class NodeLinkRegistration
{
    public static IServiceCollection AddNodeLink(this IServiceCollection services)
    {
        // A host with very many ports gets its whole view in one message.
        services.AddGrpc(options => options.MaxReceiveMessageSize = null);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<NodeLinkService>();
        services.AddSingleton<ContentTransfer>();
        services.AddSingleton<HostConsoles>();
        services.AddSingleton<NodeStreams>();
        services.AddHostedService(provider => provider.GetRequiredService<NodeStreams>());
        // Hosts are watched over where they attach.
        services.AddHostedService<HostWatch>();
        services.AddHostedService<RouterElections>();
        return services;
    }

    public static void MapNodeLink(this IEndpointRouteBuilder routes) => routes.MapGrpcService<NodeLinkService>();
}
