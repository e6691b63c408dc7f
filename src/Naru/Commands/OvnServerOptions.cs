using System.CommandLine;
using Naru.Network;
using Naru.Ovn;
using Naru.Primitives;

namespace Naru.Commands;

/// <summary>The options of <c>naru server</c> for a cloud on OVN.</summary>
internal sealed record OvnServerOptions(Option<string?> Northbound, Option<string?> Southbound)
{
    public IEnumerable<Option> All => [Northbound, Southbound];

    public static OvnServerOptions Create() => new(
        new Option<string?>("--ovn-nb")
        {
            Description = "OVN does the networks: the address of its northbound database, as 'ovn-nbctl --db' takes it; several of a cluster with commas.",
        },
        new Option<string?>("--ovn-sb") { Description = "The address of OVN's southbound database, in which hosts and ports are seen." });

    /// <returns>Null: there is no OVN.</returns>
    public Result<OvnOptions?> Read(ParseResult parsed, bool isApiOnly)
    {
        var (northbound, southbound) = (parsed.GetValue(Northbound), parsed.GetValue(Southbound));
        if (northbound is null)
        {
            return southbound is null
                ? default(Result<OvnOptions?>)
                : Error.Invalid("--ovn-sb says where hosts are seen, and not where networks are written: give --ovn-nb as well.");
        }
        if (southbound is null && !isApiOnly)
            return Error.Invalid("--ovn-nb says where networks are written, and not where hosts are seen: give --ovn-sb as well, or --api-only for simulated hosts.");
        return OvnOptions.Endpoints(northbound).Then(nb => OvnOptions.Endpoints(southbound ?? "").Map(sb => (OvnOptions?)new OvnOptions(nb, sb)));
    }

    /// <summary>What OVN changes of networks. It has no VXLAN of its own, which is what projects get otherwise.</summary>
    public static NetworkOptions Settle(NetworkOptions networking, OvnOptions? ovn) => ovn is null ? networking : networking with
    {
        UsesOvn = true,
        ProjectNetworkTypes = networking.ProjectNetworkTypes == new NetworkOptions().ProjectNetworkTypes ? ["geneve"] : networking.ProjectNetworkTypes,
    };
}
