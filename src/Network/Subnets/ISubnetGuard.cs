using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Subnets;

/// <summary>What subnet pools, routers and other users of a subnet say about its changes.</summary>
public interface ISubnetGuard
{
    Result<Done> CheckCreating(IStateReader state, Subnet subnet) => Done.Ok;

    Result<Done> CheckDeleting(IStateReader state, Subnet subnet) => Done.Ok;
}
