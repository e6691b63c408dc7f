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
    /// <summary>More pairs than this in one answer would keep the server busy for seconds.</summary>
    public const int MostPairs = 250_000;

    /// <param name="word">
    /// <c>external</c>; a port by id, name, address, or its instance's id; or all ports of a security group or network (by id or name) or of a
    /// project (by id). What is found first in this order is meant. Null: every end.
    /// </param>
    public Result<List<ReachEnd>> Find(string? word)
    {
        foreach (var reading in Readings(word))
        {
            var found = reading.Of(state, sees).ToList();
            if (found.Count > 0)
                return found;
        }
        return NotFound(word);
    }

    /// <summary>The same without looking who it is at present: a group may have no members yet.</summary>
    /// <param name="owns">Whether the caller may name what belongs to a project.</param>
    public Result<EndSet> Name(string? word, Func<string, bool> owns)
    {
        foreach (var reading in Readings(word))
        {
            var named = reading with { Ids = [.. reading.Ids.Items.Where(id => MayName(reading.Kind, id, owns))] };
            if (named.Kind is EndKind.Everybody or EndKind.External || !named.Ids.IsEmpty)
                return named;
        }
        return NotFound(word);
    }

    private IEnumerable<EndSet> Readings(string? word)
    {
        if (word is null or ReachEnd.ExternalWord)
        {
            yield return new EndSet(word is null ? EndKind.Everybody : EndKind.External, []);
            yield break;
        }
        yield return Ports(state.In(PortTable.Table).Find(word) is { } port ? [port] : []);
        yield return Ports(PortTable.ByName.Of(state, word));
        if (IpAddress.TryParse(word, out var address))
            yield return Ports(PortTable.ByFixedIp.Of(state, address));
        yield return Ports(PortTable.ByDevice.Of(state, word));
        yield return new EndSet(EndKind.Groups, state.In(SecurityGroupTable.Table).Find(word) is null ? [] : [word]);
        yield return new EndSet(EndKind.Groups, [.. state.In(SecurityGroupTable.Table).All.Where(group => group.Name == word).Select(group => group.Id)]);
        yield return new EndSet(EndKind.Networks, state.In(NetworkTable.Table).Find(word) is null ? [] : [word]);
        yield return new EndSet(EndKind.Networks, [.. state.In(NetworkTable.Table).All.Where(network => network.Name == word).Select(network => network.Id)]);
        yield return new EndSet(EndKind.Projects, PortTable.ByProject.Any(state, word) || SecurityGroupTable.ByProject.Any(state, word) ? [word] : []);
    }

    private static EndSet Ports(IEnumerable<Port> ports) => new(EndKind.Ports, [.. ports.Where(ReachMap.IsEnd).Select(port => port.Id)]);

    private bool MayName(EndKind kind, string id, Func<string, bool> owns) => kind switch
    {
        EndKind.Ports => state.In(PortTable.Table).Find(id) is { } port && sees(port),
        EndKind.Groups => state.In(SecurityGroupTable.Table).Find(id) is { } group && owns(group.ProjectId),
        EndKind.Networks => state.In(NetworkTable.Table).Find(id) is { } network && (owns(network.ProjectId) || PortTable.ByNetwork.Of(state, id).Any(sees)),
        _ => owns(id),
    };

    private static Error NotFound(string? word) => Error.NotFound(
        "ReachEndNotFound", $"'{word}' is no port, instance, address, security group, network or project with ports that you may see, and not 'external'.");
}
