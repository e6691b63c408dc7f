using Naru.Protocols.Ovsdb.Models.Vswitch;
using Naru.Protocols.Ovsdb.Replica;

namespace Naru.Agent.OpenVSwitch.Ports;

/// <summary>Finds ports of instances that left the switch although their device is still there: somebody removed them by hand.</summary>
/// <param name="exists">Whether this host has a device of a name.</param>
internal sealed class LostPorts(TimeProvider time, Func<string, bool> exists)
{
    /// <summary>Whoever unplugs an instance takes its port out of the switch first and removes the device right after.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<string, string> _plugged = [];
    private readonly Dictionary<string, (string PortId, long Since)> _missing = [];

    /// <summary>Looks at the switch as it is now, and gives the device and port id of what should be put back.</summary>
    public IReadOnlyList<(string Device, string PortId)> Find(ReplicaSnapshot @switch)
    {
        var now = new Dictionary<string, string>();
        foreach (var row in @switch.Table<Interface>().Rows)
        {
            if (row.ExternalIds.TryGetValue(InterfaceKeys.PortId, out var id))
                now[row.Name] = id;
        }
        foreach (var (device, id) in _plugged)
        {
            if (!now.ContainsKey(device))
                _missing.TryAdd(device, (id, time.GetTimestamp()));
        }
        foreach (var device in _missing.Keys.Where(device => now.ContainsKey(device) || !exists(device)).ToList())
            _missing.Remove(device);
        _plugged.Clear();
        foreach (var (device, id) in now)
            _plugged.Add(device, id);
        return [.. _missing.Where(pair => time.GetElapsedTime(pair.Value.Since) >= Grace).Select(pair => (pair.Key, pair.Value.PortId))];
    }
}
