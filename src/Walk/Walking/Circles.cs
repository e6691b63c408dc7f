using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Primitives;
using Naru.Walk.Switching;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>Notices a packet that routers send around in a circle, long before its time to live ends.</summary>
internal sealed class Circles
{
    /// <summary>As often as this a packet comes to the same place before it is sure that it does not do anything else there.</summary>
    private const int Rounds = 3;

    private readonly Dictionary<(string Router, string Port, IpAddress From, IpAddress To), int> _visits = [];

    /// <summary>Whether a packet that comes to a router by a port has come there so often that it goes around.</summary>
    /// <remarks>What connection tracking knows changes with the first round only: from then on each is like the one before.</remarks>
    public bool Visit(Router router, Port port, FlowFields packet)
    {
        var key = (router.Id, port.Id, packet.Source, packet.Destination);
        return (_visits[key] = _visits.GetValueOrDefault(key) + 1) >= Rounds;
    }

    /// <summary>The end of a packet that goes around, where the router would send it on.</summary>
    public static Departure Break(Departure departure) => departure switch
    {
        Departure.Onward onward => new Departure.Ended(onward.Hop with { After = onward.Hop.Before }, new Obstacle(DropReason.TimeToLive, [onward.Hop.Place], onward.Hop.Object, [])),
        _ => departure,
    };
}
