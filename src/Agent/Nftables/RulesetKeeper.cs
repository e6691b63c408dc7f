using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Nftables;

namespace Naru.Agent.Nftables;

/// <summary>Keeps some tables of one network namespace as they were planned.</summary>
/// <remarks>
/// As long as the kernel's count of changes stands still, a look costs one request. When somebody else changed something,
/// our tables are listed and compared with how they were listed after our own last change. Not thread-safe.
/// </remarks>
internal sealed class RulesetKeeper : IDisposable
{
    private readonly NetworkNamespace _home;
    private readonly NftRuleset _rules;
    private readonly RulesetGeneration _generation;
    private readonly ILogger _log;
    private readonly Dictionary<NftTable, KeptTable> _kept = [];
    private readonly HashSet<NftTable> _absent = [];
    private uint _seen;

    /// <summary>All that was applied has been listed.</summary>
    private bool _isSettled;

    private RulesetKeeper(NetworkNamespace home, RulesetGeneration generation, ILogger log) =>
        (_home, _rules, _generation, _log) = (home, new NftRuleset(home), generation, log);

    public static Result<RulesetKeeper> Open(NetworkNamespace home, ILogger log) =>
        RulesetGeneration.Open(home).Map(generation => new RulesetKeeper(home, generation, log));

    /// <summary>Makes the tables be so, all in one transaction.</summary>
    /// <returns>Whether anything had to be changed.</returns>
    public Result<bool> Ensure(params IReadOnlyList<TablePlan> plans)
    {
        if (!_generation.Read().TryGet(out var generation, out var unread))
            return unread;
        if (generation != _seen)
            Compare();
        else if (_isSettled && plans.All(plan => _kept.GetValueOrDefault(plan.Table)?.Plan == plan))
            return false;
        var commands = string.Concat(plans.Select(plan => TableDelta.Commands(_kept.GetValueOrDefault(plan.Table)?.Plan, plan)));
        if (commands.Length > 0)
        {
            if (_rules.Apply(commands).Error is { } refused)
            {
                // What is there now is not known: the next attempt replaces it.
                foreach (var plan in plans)
                    _kept.Remove(plan.Table);
                return refused;
            }
            foreach (var plan in plans)
            {
                _kept[plan.Table] = new KeptTable(plan, Listing: null);
                _absent.Remove(plan.Table);
            }
        }
        else
        {
            // Listing is left to a quiet moment, so that a burst of changes does not pay for it each time.
            foreach (var (table, kept) in _kept.Where(pair => pair.Value.Listing is null).ToList())
                _kept[table] = kept with { Listing = _rules.List(table).Value };
        }
        _isSettled = commands.Length == 0;
        return ReadGeneration(changed: !_isSettled);
    }

    /// <summary>Makes a table not be there. As long as nobody else changes anything, this is asked of the kernel once.</summary>
    public Result<Done> Remove(NftTable table)
    {
        if (!_generation.Read().TryGet(out var generation, out var unread))
            return unread;
        if (generation != _seen)
            Compare();
        if (!_absent.Contains(table))
        {
            if (_rules.Delete(table).Error is { } refused)
                return refused;
            _kept.Remove(table);
            _absent.Add(table);
        }
        return ReadGeneration(changed: false).Map(_ => default(Done));
    }

    /// <summary>A table with its counters, as JSON (libnftables-json(5)).</summary>
    public Result<string> ListJson(NftTable table) => _rules.ListJson(table);

    public void Dispose() => _generation.Dispose();

    private Result<bool> ReadGeneration(bool changed) => _generation.Read().Map(generation =>
    {
        _seen = generation;
        return changed;
    });

    // Tables that are not as we left them are forgotten, and so replaced.
    private void Compare()
    {
        _absent.Clear();
        foreach (var (table, kept) in _kept.ToList())
        {
            var listing = _rules.List(table);
            if (listing.Error?.Type is "ENOENT")
                _log.TableMissing(table, _home.Name);
            else if (kept.Listing is null || listing.Value == kept.Listing)
                continue;
            else
                _log.TableChanged(table, _home.Name);
            _kept.Remove(table);
        }
    }

    private sealed record KeptTable(TablePlan Plan, string? Listing);
}
