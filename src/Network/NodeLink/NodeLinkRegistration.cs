using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Naru.Network.NodeLink;

/// <summary>Puts the agents' side of the server together.</summary>
public static class NodeLinkRegistration
{
    public static IServiceCollection AddNodeLink(this IServiceCollection services)
    {
        // A host with very many ports gets its whole view in one message.
        services.AddGrpc(options => options.MaxReceiveMessageSize = null);
        services.AddSingleton<NodeLinkService>();
        services.AddSingleton<NodeStreams>();
        services.AddHostedService(provider => provider.GetRequiredService<NodeStreams>());
        return services;
    }

    public static void MapNodeLink(this IEndpointRouteBuilder routes) => routes.MapGrpcService<NodeLinkService>();
}
