using Naru.Network.Networks;
using Naru.Walk.Switching;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>The machines behind a physical network: they reach what has an address of the network itself.</summary>
internal static class OutsideWorld
{
    public static Departure Send(WalkContext context, VirtualNetwork network, FlowFields packet)
    {
        var subnet = context.Subnets(network.Id).FirstOrDefault(subnet => subnet.Cidr.Contains(packet.Destination));
        var hop = new Hop(0, "", HopKind.Outside, network.Name, "", "", [], Frames.Of(packet), null, WalkContext.Of(network));
        if (subnet is null)
            return new Departure.Ended(hop, Obstacles.PrivateAddress(context, network, packet.Destination));
        var routed = hop with { Decisions = [new Decision(DecisionKind.Route, "ip route", $"{subnet.Cidr}")] };
        var own = subnet.GatewayIp ?? packet.Source;
        return new Departure.Onward(routed, network, null, packet.Destination, own, packet);
    }

    public static Departure Receive(WalkContext context, VirtualNetwork network, FlowFields packet)
    {
        var hop = new Hop(0, "", HopKind.Outside, network.Name, "", "", [], Frames.Of(packet), Frames.Of(packet), WalkContext.Of(network));
        // What was meant for a port of the cloud is lost here: the router did not know the port's network.
        return context.IsTarget(packet.Destination)
            ? new Departure.Ended(hop, Obstacles.PrivateAddress(context, network, packet.Destination))
            : new Departure.Arrived(hop, packet);
    }
}
