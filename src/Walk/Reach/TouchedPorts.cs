using Naru.Network.Ports;
using Naru.Network.SecurityGroups;
using Naru.State;

namespace Naru.Walk.Reach;

/// <summary>The ends of which something may have changed: as senders, as receivers; or all of them.</summary>
internal sealed class TouchedPorts
{
    private readonly HashSet<string> _senders = [];
    private readonly HashSet<string> _receivers = [];
    private bool _isAll;

    public bool IsEmpty => !_isAll && _senders.Count == 0 && _receivers.Count == 0;

    public static TouchedPorts Of(IStateReader before, IStateReader after, IReadOnlyList<Change> changes)
    {
        var touched = new TouchedPorts();
        foreach (var change in changes)
        {
            foreach (var (state, document) in new[] { (before, change.Before), (after, change.After) })
                touched.Add(state, document);
        }
        return touched;
    }

    /// <summary>The ordered pairs with a sender or a receiver of which something may have changed.</summary>
    public IEnumerable<(string From, string To)> Pairs(IReadOnlyList<string> ends)
    {
        foreach (var from in ends)
        {
            IEnumerable<string> receivers = _isAll || _senders.Contains(from) ? ends : _receivers;
            foreach (var to in receivers)
            {
                if (from != to)
                    yield return (from, to);
            }
        }
    }

    private void Add(IStateReader state, object? document)
    {
        switch (document)
        {
            case null:
                break;
            case SecurityGroupRule rule:
                AddMembers(state, rule);
                break;
            case SecurityGroup:
                // Its rules and its members are documents of their own; statefulness is about answers.
                break;
            case Port port when ReachMap.IsEnd(port):
                _senders.Add(port.Id);
                _receivers.Add(port.Id);
                foreach (var rule in port.SecurityGroupIds.SelectMany(group => SecurityGroupRuleTable.ByRemoteGroup.Of(state, group)))
                    AddMembers(state, rule);
                break;
            default:
                _isAll = true;
                break;
        }
    }

    private void AddMembers(IStateReader state, SecurityGroupRule rule)
    {
        var ends = rule.Direction is RuleDirection.Egress ? _senders : _receivers;
        ends.UnionWith(PortTable.BySecurityGroup.Of(state, rule.SecurityGroupId).Where(ReachMap.IsEnd).Select(port => port.Id));
    }
}
