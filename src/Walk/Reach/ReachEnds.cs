using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.SecurityGroups;
using Naru.Primitives;
using Naru.State;

namespace Naru.Walk.Reach;

/// <summary>Finds the ends that a user's word means.</summary>
/// <param name="sees">Whether the caller may know of a port. Of others it is as if they were not there.</param>
public sealed class ReachEnds(IStateReader state, Func<Port, bool> sees)
{
    /// <param name="word">
    /// <c>external</c>; a port by id, name, address, or its instance's id; or all ports of a security group or network (by id or name) or of a
    /// project (by id). What is found first in this order is meant. Null: every end.
    /// </param>
    public Result<List<ReachEnd>> Find(string? word)
    {
        if (word is null)
            return (List<ReachEnd>)[.. Own(state.In(PortTable.Table).All), ReachEnd.External];
        if (word == ReachEnd.ExternalWord)
            return (List<ReachEnd>)[ReachEnd.External];
        foreach (var found in Readings(word))
        {
            if (found.Count > 0)
                return found;
        }
        return Error.NotFound(
            "ReachEndNotFound", $"'{word}' is no port, instance, address, security group, network or project with ports that you may see, and not 'external'.");
    }

    private IEnumerable<List<ReachEnd>> Readings(string word)
    {
        yield return Own(state.In(PortTable.Table).Find(word) is { } port ? [port] : []);
        yield return Own(PortTable.ByName.Of(state, word));
        if (IpAddress.TryParse(word, out var address))
            yield return Own(PortTable.ByFixedIp.Of(state, address));
        yield return Own(PortTable.ByDevice.Of(state, word));
        yield return Own(PortTable.BySecurityGroup.Of(state, word));
        yield return Own(state.In(SecurityGroupTable.Table).All.Where(group => group.Name == word).SelectMany(group => PortTable.BySecurityGroup.Of(state, group.Id)));
        yield return Own(PortTable.ByNetwork.Of(state, word));
        yield return Own(state.In(NetworkTable.Table).All.Where(network => network.Name == word).SelectMany(network => PortTable.ByNetwork.Of(state, network.Id)));
        yield return Own(PortTable.ByProject.Of(state, word));
    }

    private List<ReachEnd> Own(IEnumerable<Port> ports) =>
        [.. ports.Where(port => ReachMap.IsEnd(port) && sees(port)).DistinctBy(port => port.Id).Select(port => new ReachEnd(port))];
}
