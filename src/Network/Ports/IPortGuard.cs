using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Ports;

/// <summary>What routers, floating IPs, trunks and other users of a port say about changes that a client asks of it.</summary>
public interface IPortGuard
{
    Result<Done> CheckCreating(Transaction state, Caller caller, Port port) => Done.Ok;

    Result<Done> CheckUpdating(Transaction state, Caller caller, Port before, Port after) => Done.Ok;

    /// <summary>Refuses to delete a port that is in somebody's use, or lets go of what may go with it (floating IPs).</summary>
    Result<Done> CheckDeleting(Transaction state, Caller caller, Port port) => Done.Ok;

    /// <summary>Carries out what follows for the user of a port once its change is in the state.</summary>
    void Changed(Transaction state, Port before, Port after)
    {
    }
}
