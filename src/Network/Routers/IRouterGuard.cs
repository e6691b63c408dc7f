using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Routers;

/// <summary>What port forwardings, NDP proxies and other users of a router say about its changes.</summary>
public interface IRouterGuard
{
    /// <summary>Refuses to take the router off a subnet that is in somebody's use through it.</summary>
    Result<Done> CheckRemovingInterface(IStateReader state, Router router, Subnet subnet) => Done.Ok;

    /// <summary>Refuses a router as it would be after a request.</summary>
    /// <param name="before">Null: it is about to be created.</param>
    Result<Done> CheckChanging(IStateReader state, Router? before, Router after) => Done.Ok;

    /// <summary>Removes what lives and dies with the router.</summary>
    Result<Done> CheckDeleting(Transaction state, Router router) => Done.Ok;
}
