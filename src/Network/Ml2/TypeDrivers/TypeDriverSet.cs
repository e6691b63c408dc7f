using Naru.Network.Segments;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Ml2.TypeDrivers;

/// <summary>The type drivers by name.</summary>
public sealed class TypeDriverSet(IEnumerable<ITypeDriver> drivers, NetworkOptions options)
{
    private readonly Dictionary<string, ITypeDriver> _drivers = drivers.ToDictionary(driver => driver.Name);

    internal static readonly Error NoNetworkAvailable = new(
        ErrorKind.Unavailable, "NoNetworkAvailable", "Unable to create the network. No project network is available for allocation.");

    public IEnumerable<string> Names => _drivers.Keys;

    /// <summary>A segment for a network of a project, of the first type that has one left.</summary>
    public Result<SegmentRequest> Allocate(IStateReader state, string projectId)
    {
        foreach (var type in options.ProjectNetworkTypes)
        {
            if (_drivers.GetValueOrDefault(type)?.Allocate(state, projectId) is { } segment)
                return segment;
        }
        return NoNetworkAvailable;
    }

    /// <summary>The segment that an administrator asks for.</summary>
    public Result<SegmentRequest> Reserve(IStateReader state, string projectId, SegmentRequest wanted)
    {
        if (wanted.NetworkType is not { } type)
            return NetworkErrors.InvalidInput("network_type required");
        return _drivers.TryGetValue(type, out var driver)
            ? driver.Reserve(state, projectId, wanted)
            : NetworkErrors.InvalidInput($"Network type {type} is not supported: expected one of {string.Join(", ", _drivers.Keys)}");
    }

    public int MtuOf(string networkType, string? physicalNetwork) =>
        _drivers.TryGetValue(networkType, out var driver) ? driver.MtuOf(physicalNetwork) : options.GlobalPhysicalMtu;
}
