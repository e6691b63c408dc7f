using System.CommandLine;
using Naru.Network;

namespace Naru.Commands;

/// <summary>The options of <c>naru server</c> for the types of networks, and for how routers and DHCP are spread over hosts.</summary>
internal sealed record RouterOptions(
    Option<bool> HighlyAvailable, Option<bool> Distributed, Option<int> MaxHosts, Option<int> DhcpHosts, Option<int> RescheduleAfter,
    Option<string[]> ProjectNetworkTypes, Option<int> OverlayIpVersion)
{
    private static readonly string[] Types = ["local", "flat", "vlan", "vxlan", "gre", "geneve"];

    public IEnumerable<Option> All => [HighlyAvailable, Distributed, MaxHosts, DhcpHosts, RescheduleAfter, ProjectNetworkTypes, OverlayIpVersion];

    public static RouterOptions Create()
    {
        var defaults = new NetworkOptions();
        var types = new Option<string[]>("--project-network-types")
        {
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [.. defaults.ProjectNetworkTypes],
            Description = "The types that networks of projects have, the first with room wins, as 'tenant_network_types' of Neutron.",
        };
        types.AcceptOnlyFromAmong(Types);
        var overlay = new Option<int>("--overlay-ip-version") { DefaultValueFactory = _ => defaults.OverlayIpVersion, Description = "4 or 6: what tunnels run over; the MTU of their networks follows from it." };
        overlay.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is not (4 or 6))
                result.AddError("--overlay-ip-version is 4 or 6.");
        });
        return new RouterOptions(
            new Option<bool>("--l3-ha") { Description = "Routers are highly available unless a request says otherwise." },
            new Option<bool>("--router-distributed") { Description = "Routers are distributed unless a request says otherwise." },
            Number("--max-l3-hosts", defaults.MaxHostsPerRouter, 0, "Most hosts of a highly available router; 0: all."),
            Number("--dhcp-hosts", defaults.DhcpAgentsPerNetwork, 1, "Hosts that answer DHCP of one network."),
            Number("--reschedule-after", (int)defaults.RescheduleAfter.TotalSeconds, 0, "Seconds that a host may be away before others get its routers and networks; 0: for ever."),
            types,
            overlay);
    }

    public NetworkOptions Read(ParseResult parsed) => new()
    {
        RoutersAreHighlyAvailable = parsed.GetValue(HighlyAvailable),
        RoutersAreDistributed = parsed.GetValue(Distributed),
        MaxHostsPerRouter = parsed.GetValue(MaxHosts),
        DhcpAgentsPerNetwork = parsed.GetValue(DhcpHosts),
        RescheduleAfter = TimeSpan.FromSeconds(parsed.GetValue(RescheduleAfter)),
        ProjectNetworkTypes = [.. parsed.GetRequiredValue(ProjectNetworkTypes)],
        OverlayIpVersion = parsed.GetValue(OverlayIpVersion),
    };

    private static Option<int> Number(string name, int value, int least, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < least)
                result.AddError($"{name} is a number from {least} on.");
        });
        return option;
    }
}
