using Naru.Primitives;
using Naru.Protocols.Netlink.Route;

namespace Naru.Protocols.Netlink.Specs.Route;

public sealed class AddressSpecs : IDisposable
{
    private readonly TestNamespace _here = new();
    private readonly Link _link;

    public AddressSpecs() => _link = _here.Route.Links.Create(new BridgeLink("qg-1") { State = LinkState.Up }).Unwrap();

    public void Dispose() => _here.Dispose();

    [Fact]
    public void Addresses_are_added_listed_and_deleted()
    {
        var gateway = On("203.0.113.5", 24);
        var floating = On("203.0.113.77", 32);
        _here.Route.Addresses.Add(gateway).Unwrap();
        _here.Route.Addresses.Add(floating).Unwrap();

        var listed = _here.Route.Addresses.List(_link.Index).Unwrap().Where(address => address.Address.IsV4);
        Assert.Equal(["203.0.113.5/24", "203.0.113.77/32"], listed.Select(address => address.ToString()));
        Assert.Equal("203.0.113.255", listed.First().Broadcast.ToString());
        Assert.Equal("EEXIST", _here.Route.Addresses.Add(gateway).Error!.Type);
        _here.Route.Addresses.Replace(gateway).Unwrap();

        var shown = Tool.Json("ip", "-n", _here.Name, "-j", "address", "show", "dev", "qg-1")[0].GetProperty("addr_info");
        Assert.Equal("203.0.113.255", shown.With("local", "203.0.113.5").GetProperty("broadcast").GetString());
        Assert.Equal(32, shown.With("local", "203.0.113.77").GetProperty("prefixlen").GetInt32());

        _here.Route.Addresses.Delete(floating).Unwrap();
        _here.Route.Addresses.Delete(floating).Unwrap();
        Assert.Equal(["203.0.113.5/24"], _here.Route.Addresses.List().Unwrap().Where(a => a.Address.IsV4).Select(a => a.ToString()));
    }

    [Fact]
    public void An_IPv6_address_without_duplicate_detection_is_usable_at_once()
    {
        _here.Route.Addresses.Add(On("2001:db8::1", 64) with { Flags = AddressFlags.NoDuplicateDetection }).Unwrap();
        var address = _here.Route.Addresses.List(_link.Index).Unwrap().Single(a => a.Address == IpAddress.Parse("2001:db8::1"));
        Assert.Equal(64, address.PrefixLength);
        Assert.True(address.Flags.HasFlag(AddressFlags.NoDuplicateDetection | AddressFlags.Permanent));
        Assert.False(address.Flags.HasFlag(AddressFlags.Tentative));
    }

    [Fact]
    public void A_scope_and_a_peer_are_kept()
    {
        var address = On("169.254.169.254", 32) with { Scope = RouteScope.Link };
        var pointToPoint = On("10.0.0.1", 32) with { Peer = IpAddress.Parse("10.0.0.2") };
        _here.Route.Addresses.Add(address).Unwrap();
        _here.Route.Addresses.Add(pointToPoint).Unwrap();
        var listed = _here.Route.Addresses.List(_link.Index).Unwrap();
        Assert.Contains(address with { Flags = AddressFlags.Permanent }, listed);
        Assert.Contains(pointToPoint with { Flags = AddressFlags.Permanent }, listed);
    }

    private InterfaceAddress On(string address, int length) => InterfaceAddress.On(_link.Index, IpAddress.Parse(address), length);
}
