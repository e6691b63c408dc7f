using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Primitives;
using Naru.Walk.Switching;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>What a station does with a packet.</summary>
internal abstract record Departure
{
    /// <summary>Sends it on.</summary>
    /// <param name="Hop">The station as a hop, as far as it is known.</param>
    /// <param name="From">The port that it leaves by; null from the outside.</param>
    /// <param name="NextHop">Whose MAC address has to be found; null: the frame is for everybody.</param>
    /// <param name="Own">The address of the station on that network, from which it asks.</param>
    public sealed record Onward(Hop Hop, VirtualNetwork Network, Port? From, IpAddress? NextHop, IpAddress Own, FlowFields Packet) : Departure
    {
        /// <summary>The host from which it leaves.</summary>
        public string Host { get; init; } = From?.Binding.Host ?? "";

        /// <summary>It knows the MAC address of the next hop, and does not ask.</summary>
        public bool KnowsNeighbour { get; init; }
    }

    /// <summary>Hands it to another namespace of the same host, by a cable between the two.</summary>
    /// <param name="Device">The other end of the cable.</param>
    public sealed record Through(Hop Hop, Station Next, string Device, FlowFields Packet) : Departure;

    /// <summary>It is for this station.</summary>
    public sealed record Arrived(Hop Hop, FlowFields Packet) : Departure;

    /// <summary>It ends here.</summary>
    public sealed record Ended(Hop Hop, Obstacle Obstacle) : Departure;
}
