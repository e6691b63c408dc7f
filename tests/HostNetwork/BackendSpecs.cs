using System.Runtime.CompilerServices;
using Naru.HostNetwork.Backends;
using Naru.Primitives;

namespace Naru.HostNetwork.Specs;

public sealed class BackendSpecs
{
    private static readonly BridgeRequest Linux = new(
        "br0", BridgeKind.Linux, ["eth1"], [Address("192.0.2.5/24"), Address("192.0.2.6/24"), Address("2001:db8::5/64")], IpAddress.Parse("192.0.2.1"), 1400);

    private static readonly BridgeRequest OpenVSwitch = new("br-ex", BridgeKind.OpenVSwitch, ["eth1"], [Address("192.0.2.5/24")], null, null);

    [Fact]
    public void NetworkManager_gets_keyfiles() => Match("networkmanager");

    [Fact]
    public void Network_scripts_get_ifcfg_files() => Match("ifcfg");

    [Fact]
    public void Systemd_networkd_gets_netdev_and_network_files() => Match("networkd");

    [Fact]
    public void Ifupdown_gets_a_file_below_interfaces_d() => Match("ifupdown");

    [Fact]
    public void Netplan_gets_yaml() => Match("netplan");

    [Fact]
    public void What_the_host_uses_is_found_out_in_the_order_of_who_stands_above_whom()
    {
        Assert.Equal("netplan", Choose(new HostFacts { HasNetplanFiles = true, Processes = ["systemd-network"] }));
        Assert.Equal("ifcfg", Choose(new HostFacts { HasIfcfgFiles = true }));
        Assert.Equal("networkmanager", Choose(new HostFacts { HasIfcfgFiles = true, HasInterfacesFile = true, Processes = ["NetworkManager"] }));
        Assert.Equal("networkd", Choose(new HostFacts { Processes = ["systemd-network"] }));
        Assert.Equal("ifupdown", Choose(new HostFacts { HasInterfacesFile = true }));
        Assert.Contains("--backend", BackendList.Choose(null, new HostFacts()).Error!.Message, StringComparison.Ordinal);
        Assert.Contains("'wicked' is no backend", BackendList.Choose("wicked", new HostFacts()).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_wrong_with_a_request_is_said_at_once()
    {
        var wrong = (Linux with { Name = "a name that is too long", Ports = ["eth1", "eth1"], Gateway = IpAddress.Parse("10.0.0.1"), Mtu = 5, UsesDhcp = true }).Checked().Error!.Message;
        foreach (var part in new[] { "is no name", "once", "not both", "10.0.0.1", "MTU of 5" })
            Assert.Contains(part, wrong, StringComparison.Ordinal);
    }

    private static void Match(string backend, [CallerFilePath] string test = "")
    {
        var chosen = BackendList.Choose(backend, new HostFacts()).Unwrap();
        var actual = $"{chosen.Bridge(Linux.Checked().Unwrap())}\n{chosen.Bridge(OpenVSwitch.Checked().Unwrap())}";
        var file = Path.Combine(Path.GetDirectoryName(test) ?? "", "Golden", $"{backend}.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
            File.WriteAllText(file, actual);
        Assert.Equal(File.ReadAllText(file), actual);
    }

    private static string Choose(HostFacts facts) => BackendList.Choose(null, facts).Unwrap().Name;

    private static HostAddress Address(string text) => HostAddress.Parse(text).Unwrap();
}
