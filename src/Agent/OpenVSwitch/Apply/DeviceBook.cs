using Naru.Agent.Reconciling;
using Naru.Protocols.Ovsdb.Models.Vswitch;
using Naru.Protocols.Ovsdb.Replica;

namespace Naru.Agent.OpenVSwitch.Apply;

/// <summary>On which devices the ports of services stand.</summary>
/// <remarks>
/// The userspace datapath holds on to the device that it opened. When that is deleted and another takes over its name, the
/// port stays dead until it leaves the switch and comes back.
/// </remarks>
internal sealed class DeviceBook
{
    private readonly Dictionary<string, int> _plugged = [];

    /// <summary>The ports that stand on a device which has been replaced since.</summary>
    public IReadOnlyList<ServicePort> Replaced(IReadOnlyList<ServicePort> services, ReplicaSnapshot actual) =>
        [.. services.Where(service => actual.Table<Interface>().Named(service.Device) is { } row && IsReplaced(service, row))];

    /// <summary>The switch has been told of these.</summary>
    public void Remember(IReadOnlyList<ServicePort> services)
    {
        _plugged.Clear();
        foreach (var service in services)
            _plugged[service.Device] = service.DeviceIndex;
    }

    // What an earlier agent plugged is known by the switch only, which may have noticed the new number without using it.
    private bool IsReplaced(ServicePort service, Interface row) => _plugged.TryGetValue(service.Device, out var index)
        ? index != service.DeviceIndex
        : row.Ifindex is > 0 && row.Ifindex != service.DeviceIndex;
}
