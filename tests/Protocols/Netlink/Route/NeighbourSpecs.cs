using Naru.Primitives;
using Naru.Protocols.Netlink.Route;

namespace Naru.Protocols.Netlink.Specs.Route;

public sealed class NeighbourSpecs : IDisposable
{
    private static readonly MacAddress Mac = MacAddress.Parse("fa:16:3e:00:00:07");

    private readonly TestNamespace _here = new();
    private readonly Link _bridge;

    public NeighbourSpecs() => _bridge = _here.Route.Links.Create(new BridgeLink("br") { State = LinkState.Up }).Unwrap();

    public void Dispose() => _here.Dispose();

    [Theory]
    [InlineData("10.0.0.7")]
    [InlineData("2001:db8::7")]
    public void A_permanent_neighbour_is_set_listed_and_deleted(string address)
    {
        var neighbour = new Neighbour(_bridge.Index, IpAddress.Parse(address), Mac);
        _here.Route.Neighbours.Add(neighbour).Unwrap();
        Assert.Equal("EEXIST", _here.Route.Neighbours.Add(neighbour).Error!.Type);
        var moved = neighbour with { Mac = MacAddress.Parse("fa:16:3e:00:00:08") };
        _here.Route.Neighbours.Replace(moved).Unwrap();

        Assert.Contains(moved, _here.Route.Neighbours.List(_bridge.Index).Unwrap());
        Assert.Contains($"{address} dev br lladdr {moved.Mac} PERMANENT", Tool.Run("ip", "-n", _here.Name, "neigh"), StringComparison.Ordinal);

        _here.Route.Neighbours.Delete(moved).Unwrap();
        _here.Route.Neighbours.Delete(moved).Unwrap();
        Assert.DoesNotContain(_here.Route.Neighbours.List().Unwrap(), found => found.Address == neighbour.Address);
    }

    [Fact]
    public void A_tunnel_floods_to_every_destination_that_was_appended()
    {
        var tunnel = _here.Route.Links.Create(new VxlanLink("vxlan-1", 1) { Learning = false }).Unwrap();
        ForwardingEntry[] entries =
        [
            new(tunnel.Index, MacAddress.Zero) { Destination = IpAddress.Parse("192.0.2.2") },
            new(tunnel.Index, MacAddress.Zero) { Destination = IpAddress.Parse("192.0.2.3") },
            new(tunnel.Index, Mac) { Destination = IpAddress.Parse("192.0.2.3") },
        ];
        foreach (var entry in entries)
            _here.Route.Forwarding.Append(entry).Unwrap();
        var listed = _here.Route.Forwarding.List().Unwrap();
        Assert.All(entries, entry => Assert.Contains(entry, listed));
        Assert.Contains("00:00:00:00:00:00 dst 192.0.2.3 self permanent",
            Tool.Run("bridge", "-n", _here.Name, "fdb", "show", "dev", "vxlan-1"), StringComparison.Ordinal);

        _here.Route.Forwarding.Delete(entries[0]).Unwrap();
        _here.Route.Forwarding.Delete(entries[0]).Unwrap();
        Assert.Equal(["192.0.2.3", "192.0.2.3"],
            _here.Route.Forwarding.List().Unwrap().Where(entry => entry.LinkIndex == tunnel.Index).Select(entry => entry.Destination.ToString()));
    }

    [Fact]
    public void A_bridge_is_told_behind_which_port_an_address_is()
    {
        var port = _here.Route.Links.Create(new IfbLink("port") { Master = _bridge.Index }).Unwrap();
        var entry = new ForwardingEntry(port.Index, Mac) { Flags = NeighbourFlags.Master, State = NeighbourState.NoArp };
        _here.Route.Forwarding.Replace(entry).Unwrap();
        var listed = Assert.Single(_here.Route.Forwarding.List().Unwrap(), found => found.Mac == Mac);
        Assert.Equal((port.Index, _bridge.Index, NeighbourState.NoArp), (listed.LinkIndex, listed.Master, listed.State));
    }
}
