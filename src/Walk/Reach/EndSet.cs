using Naru.Network.Ports;
using Naru.Primitives;
using Naru.State;

namespace Naru.Walk.Reach;

/// <summary>Ends by what they belong to: who comes or goes later is one of them, or no more.</summary>
/// <param name="Ids">Of the ports, groups, networks or projects.</param>
public sealed record EndSet(EndKind Kind, EquatableList<string> Ids)
{
    public IEnumerable<ReachEnd> Of(IStateReader state, Func<Port, bool> sees)
    {
        var ports = Kind switch
        {
            EndKind.Everybody => state.In(PortTable.Table).All,
            EndKind.Ports => Ids.Select(id => state.In(PortTable.Table).Find(id)).OfType<Port>(),
            EndKind.Groups => Ids.SelectMany(id => PortTable.BySecurityGroup.Of(state, id)),
            EndKind.Networks => Ids.SelectMany(id => PortTable.ByNetwork.Of(state, id)),
            EndKind.Projects => Ids.SelectMany(id => PortTable.ByProject.Of(state, id)),
            _ => [],
        };
        var ends = ports.Where(port => ReachMap.IsEnd(port) && sees(port)).DistinctBy(port => port.Id).Select(port => new ReachEnd(port));
        return Kind is EndKind.Everybody or EndKind.External ? ends.Append(ReachEnd.External) : ends;
    }
}
