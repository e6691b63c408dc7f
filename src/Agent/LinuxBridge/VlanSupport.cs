using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Route;

namespace Naru.Agent.LinuxBridge;

/// <summary>Finds out whether this kernel has devices for VLANs; see docs/decisions/0016-vlans-need-8021q.md.</summary>
public static class VlanSupport
{
    private const string Probe = "naru-probe";
    private const ushort AnyVlan = 1;

    /// <summary>Why it has none; null when it has. A device is made and removed, which loads the module where there is one.</summary>
    public static string? Lack(NetworkNamespace home)
    {
        if (!RouteSocket.Open(home).TryGet(out var route, out var unopened))
            return unopened.Message;
        using (route)
        {
            try
            {
                var made = route.Links.Create(new BridgeLink(Probe))
                    .Then(parent => route.Links.Create(new VlanLink($"{Probe}.{AnyVlan}", parent.Index, AnyVlan)));
                return made.Error is { } refused
                    ? $"the kernel makes no VLAN devices ({refused.Type}): load its module 8021q, or use a kernel that has it"
                    : null;
            }
            finally
            {
                // What stands on it goes with it.
                route.Links.Delete(Probe);
            }
        }
    }
}
