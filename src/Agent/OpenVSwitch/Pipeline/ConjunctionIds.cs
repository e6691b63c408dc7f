using System.Text;
using Naru.NodeContract;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>Numbers for conjunctive matches, the same in every round so that nothing changes where nothing changed.</summary>
/// <remarks>A number is a hash of what it stands for; where two meet, the later in order of the name moves on by one.</remarks>
internal sealed class ConjunctionIds
{
    private const uint OffsetBasis = 2166136261;
    private const uint Prime = 16777619;

    private readonly Dictionary<(string Group, int IpVersion, RuleDirection Direction), uint> _ids = [];
    private readonly HashSet<uint> _taken = [];

    public IEnumerable<(string Group, int IpVersion, RuleDirection Direction, uint Id)> All =>
        _ids.Select(pair => (pair.Key.Group, pair.Key.IpVersion, pair.Key.Direction, pair.Value));

    public uint Of(string group, int version, RuleDirection direction)
    {
        if (_ids.TryGetValue((group, version, direction), out var id))
            return id;
        id = Hash($"{group}/{version}/{direction}");
        while (id == 0 || !_taken.Add(id))
            id++;
        _ids.Add((group, version, direction), id);
        return id;
    }

    // FNV-1a: string.GetHashCode differs from run to run.
    private static uint Hash(string text)
    {
        var hash = OffsetBasis;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ octet) * Prime;
        return hash;
    }
}
