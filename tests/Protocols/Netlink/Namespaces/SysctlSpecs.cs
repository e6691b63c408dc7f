using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Route;

namespace Naru.Protocols.Netlink.Specs.Namespaces;

public sealed class SysctlSpecs
{
    [Fact]
    public void Parameters_are_those_of_the_namespace_and_not_of_the_caller()
    {
        using var here = new TestNamespace();
        here.Route.Links.Create(new BridgeLink("qg-1.5")).Unwrap();
        var before = File.ReadAllText("/proc/sys/net/ipv4/ip_forward");
        var other = before.Trim() == "1" ? 0 : 1;

        Sysctl.Write(here.Space,
            new SysctlSetting("net/ipv4/ip_forward", other),
            new SysctlSetting("net/ipv4/conf/qg-1.5/rp_filter", 2),
            new SysctlSetting("net/ipv4/conf/all/arp_ignore", 1),
            new SysctlSetting("net/ipv6/conf/qg-1.5/disable_ipv6", 1)).Unwrap();

        Assert.Equal($"{other}", Sysctl.Read(here.Space, "net/ipv4/ip_forward").Unwrap());
        Assert.Equal("2", Sysctl.Read(here.Space, "net/ipv4/conf/qg-1.5/rp_filter").Unwrap());
        Assert.Equal($"{other}\n", Tool.Run("ip", "netns", "exec", here.Name, "cat", "/proc/sys/net/ipv4/ip_forward"));
        Assert.Equal(before, File.ReadAllText("/proc/sys/net/ipv4/ip_forward"));
    }

    [Fact]
    public void What_the_kernel_does_not_have_or_want_is_named()
    {
        using var here = new TestNamespace();
        var missing = Sysctl.Write(here.Space, new SysctlSetting("net/ipv4/conf/nothing/rp_filter", 1)).Error!;
        Assert.Equal("ENOENT", missing.Type);
        Assert.Contains("net/ipv4/conf/nothing/rp_filter to '1'", missing.Message, StringComparison.Ordinal);
        Assert.Equal("EINVAL", Sysctl.Write(here.Space, new SysctlSetting("net/ipv4/ip_forward", "many")).Error!.Type);
        Assert.Equal("ENOENT", Sysctl.Read(here.Space, "net/nothing").Error!.Type);
    }
}
