using System.Globalization;
using Naru.Agent.Nftables;
using Naru.Protocols.Netlink.Nftables;
using Naru.Walk.Switching;

namespace Naru.Walk.Filtering;

/// <summary>The nftables of a namespace, run on one packet at a time.</summary>
/// <remarks>Understands what the agent's compilers write. A word that it does not know is an <see cref="UnknownStepException"/> and never passed over.</remarks>
internal sealed class NftTables(params IReadOnlyList<TablePlan> plans)
{
    // The priorities that have names (nft(8)); of the bridge family only numbers are in use.
    private static readonly Dictionary<string, int> Priorities = new()
    {
        ["raw"] = -300, ["mangle"] = -150, ["dstnat"] = -100, ["filter"] = 0, ["security"] = 50, ["srcnat"] = 100,
    };

    private readonly List<BaseChain> _base =
        [.. from plan in plans
            from chain in plan.Chains
            where chain.Hook is not null
            let words = chain.Hook!.Split(' ', ';') // Not null, by the line above.
            select new BaseChain(PriorityOf(words), words[Array.IndexOf(words, "hook") + 1], words[1] == "nat", plan, chain)];

    /// <summary>Runs the chains of a hook whose priority is in a range.</summary>
    /// <param name="hits">Gets every rule that said something.</param>
    /// <returns>False: dropped.</returns>
    public bool Run(string hook, NftPacket packet, List<NftHit> hits, int from = int.MinValue, int below = int.MaxValue) =>
        Run(packet, hits, chain => chain.Hook == hook && chain.Plan.Table.Family is not NftFamily.Bridge && chain.Priority >= from && chain.Priority < below);

    /// <summary>Runs the chains of a hook of the bridge family.</summary>
    public bool RunOnBridge(string hook, NftPacket packet, List<NftHit> hits) =>
        Run(packet, hits, chain => chain.Hook == hook && chain.Plan.Table.Family is NftFamily.Bridge);

    private bool Run(NftPacket packet, List<NftHit> hits, Func<BaseChain, bool> which)
    {
        var isV6 = packet.Fields.EthType == FlowFields.Ipv6;
        foreach (var (_, _, _, plan, chain) in _base.Where(which)
            .Where(chain => !chain.IsNat || packet.IsFirst)
            .Where(chain => chain.Plan.Table.Family switch { NftFamily.Ip => !isV6, NftFamily.Ip6 => isV6, _ => true })
            .OrderBy(chain => chain.Priority))
        {
            if (Run(plan, chain, packet, hits) == NftVerdict.Drop)
                return false;
            if (chain.Hook!.Contains("policy drop", StringComparison.Ordinal)) // A base chain has a hook.
                throw new UnknownStepException($"Chain {chain.Name} of table {plan.Table} drops by policy, which is not understood.");
        }
        return true;
    }

    private static NftVerdict Run(TablePlan plan, NftChain chain, NftPacket packet, List<NftHit> hits)
    {
        foreach (var rule in chain.Rules)
        {
            var verdict = new NftRuleRun(plan, chain.Name, rule, packet, hits, Jump).Run();
            if (verdict is NftVerdict.Continue)
                continue;
            return verdict is NftVerdict.Return ? NftVerdict.Continue : verdict;
        }
        return NftVerdict.Continue;

        NftVerdict Jump(string name) => Run(plan, Chain(plan, name), packet, hits);
    }

    // "priority filter + 10", "priority -400".
    private static int PriorityOf(string[] words)
    {
        var at = Array.IndexOf(words, "priority") + 1;
        var priority = Priorities.TryGetValue(words[at], out var named) ? named : int.Parse(words[at], CultureInfo.InvariantCulture);
        return words[at + 1] switch
        {
            "+" => priority + int.Parse(words[at + 2], CultureInfo.InvariantCulture),
            "-" => priority - int.Parse(words[at + 2], CultureInfo.InvariantCulture),
            _ => priority,
        };
    }

    private sealed record BaseChain(int Priority, string Hook, bool IsNat, TablePlan Plan, NftChain Chain);

    private static NftChain Chain(TablePlan plan, string name) =>
        plan.Chains.Items.FirstOrDefault(chain => chain.Name == name)
        ?? throw new UnknownStepException($"Table {plan.Table} has no chain '{name}'.");
}
