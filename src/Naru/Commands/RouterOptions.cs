using System.CommandLine;
using Naru.Network;

namespace Naru.Commands;

/// <summary>The options of <c>naru server</c> for how routers and DHCP are spread over hosts.</summary>
internal sealed record RouterOptions(
    Option<bool> HighlyAvailable, Option<bool> Distributed, Option<int> MaxHosts, Option<int> DhcpHosts, Option<int> RescheduleAfter)
{
    public IEnumerable<Option> All => [HighlyAvailable, Distributed, MaxHosts, DhcpHosts, RescheduleAfter];

    public static RouterOptions Create()
    {
        var defaults = new NetworkOptions();
        return new RouterOptions(
            new Option<bool>("--l3-ha") { Description = "Routers are highly available unless a request says otherwise." },
            new Option<bool>("--router-distributed") { Description = "Routers are distributed unless a request says otherwise." },
            Number("--max-l3-hosts", defaults.MaxHostsPerRouter, 0, "Most hosts of a highly available router; 0: all."),
            Number("--dhcp-hosts", defaults.DhcpAgentsPerNetwork, 1, "Hosts that answer DHCP of one network."),
            Number("--reschedule-after", (int)defaults.RescheduleAfter.TotalSeconds, 0, "Seconds that a host may be away before others get its routers and networks; 0: for ever."));
    }

    public NetworkOptions Read(ParseResult parsed) => new()
    {
        RoutersAreHighlyAvailable = parsed.GetValue(HighlyAvailable),
        RoutersAreDistributed = parsed.GetValue(Distributed),
        MaxHostsPerRouter = parsed.GetValue(MaxHosts),
        DhcpAgentsPerNetwork = parsed.GetValue(DhcpHosts),
        RescheduleAfter = TimeSpan.FromSeconds(parsed.GetValue(RescheduleAfter)),
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
