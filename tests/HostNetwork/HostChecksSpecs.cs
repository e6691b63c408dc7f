using System.Collections.Immutable;
using Naru.HostNetwork.Checking;
using Naru.Primitives;

namespace Naru.HostNetwork.Specs;

public sealed class HostChecksSpecs
{
    private static readonly HostNeeds Needs = new(
        IpAddress.Parse("192.0.2.5"), 1500, [("br_netfilter", "security groups on Linux bridges"), ("8021q", "VLAN networks")], [4789]);

    private static readonly HostFacts Sound = new()
    {
        Links = [new HostLink("eth0", 1500, [IpAddress.Parse("192.0.2.5")])],
        Modules = ["br_netfilter", "8021q"],
    };

    [Fact]
    public void A_sound_host_has_nothing_to_mend() => Assert.Empty(HostChecks.Of(Sound, Needs));

    [Fact]
    public void Managers_are_told_that_our_devices_are_none_of_their_business()
    {
        var facts = Sound with
        {
            Processes = ["NetworkManager", "systemd-network"],
            ManagerFiles = [new HostFile("/etc/systemd/network/10-all.network", "[Match]\nName=*\n\n[Network]\nDHCP=yes\n")],
        };
        var findings = HostChecks.Of(facts, Needs);
        Assert.Equal(["NetworkManager", "systemd-networkd"], findings.Select(finding => finding.Topic));
        Assert.Contains("unmanaged-devices=interface-name:br-int;", findings[0].Fix!.Files[0].Content, StringComparison.Ordinal);
        Assert.Contains("Unmanaged=yes", findings[1].Fix!.Files[0].Content, StringComparison.Ordinal);
        // Mended once, there is nothing to find any more.
        var mended = facts with { ManagerFiles = [.. facts.ManagerFiles, .. findings.SelectMany(finding => finding.Fix!.Files.Items)] };
        Assert.Empty(HostChecks.Of(mended, Needs));
        // A file about somebody's card is no conflict.
        Assert.Empty(HostChecks.Of(facts with { Processes = ["systemd-network"], ManagerFiles = [new HostFile("/etc/systemd/network/eth.network", "[Match]\nName=eth0 en*\n")] }, Needs));
    }

    [Fact]
    public void Parameters_modules_and_the_underlay_are_looked_at()
    {
        var facts = new HostFacts
        {
            Processes = ["firewalld"],
            Links = [new HostLink("eth0", 1400, [IpAddress.Parse("192.0.2.5")])],
            LoadableModules = ["br_netfilter"],
            Parameters = ImmutableDictionary<string, string>.Empty
                .Add("net/bridge/bridge-nf-call-iptables", "1").Add("net/ipv4/conf/eth0/rp_filter", "1").Add("net/ipv4/ip_forward", "1"),
        };
        var findings = HostChecks.Of(facts, Needs).ToDictionary(finding => $"{finding.Topic} {finding.Found}");
        Assert.Equal(7, findings.Count);
        Assert.Null(findings["kernel it has no module 8021q, and none can be loaded"].Fix);
        Assert.Equal("modprobe br_netfilter", findings["kernel not loaded: br_netfilter"].Fix!.Commands[0].ToString());
        Assert.Contains(findings, pair => pair.Key.Contains("MTU of 1400", StringComparison.Ordinal));
        var filter = findings.Single(pair => pair.Key.StartsWith("rp_filter", StringComparison.Ordinal)).Value.Fix!;
        Assert.Equal(("net/ipv4/conf/eth0/rp_filter = 2\n", "sysctl -q -w net/ipv4/conf/eth0/rp_filter=1"), (filter.Files[0].Content, filter.UndoCommands[0].ToString()));
        Assert.Equal("firewall-cmd --permanent --add-port=4789/udp", findings.Single(pair => pair.Key.StartsWith("firewalld", StringComparison.Ordinal)).Value.Fix!.Commands[0].ToString());
    }
}
