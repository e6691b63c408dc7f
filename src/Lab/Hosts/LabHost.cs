using System.Text.Json.Serialization;

namespace Naru.Lab.Hosts;

/// <summary>A host of the lab before anything is started: its name, its role and its address between the hosts.</summary>
/// <remarks><c>Number</c> counts from 0 in the order network, compute-1, compute-2, … and from 101 for network-2, …, and gives the host its address.</remarks>
public sealed record LabHost(string Name, HostRole Role, int Number)
{
    /// <summary>Interfaces in the fabric are called HOST-eth0, and a Linux interface has at most 15 characters.</summary>
    public const int MostComputes = 99;
    public const int MostNetworkHosts = 9;

    public const string NetworkName = "network";
    public const string OutsideName = "outside";

    private const int FirstAddress = 10;
    private const int FurtherNetworkHosts = 99;

    /// <summary>The address of the tunnels; null for the host that is no part of the cloud.</summary>
    [JsonIgnore]
    public string? UnderlayAddress => Role is HostRole.Outside ? null : $"172.29.0.{FirstAddress + Number}";

    /// <summary>The same for tunnels over IPv6.</summary>
    [JsonIgnore]
    public string? UnderlayAddress6 => Role is HostRole.Outside ? null : $"fd29::{FirstAddress + Number}";

    public static IReadOnlyList<LabHost> All(int networkHosts, int computes) =>
    [
        new(NetworkName, HostRole.Network, 0),
        .. Enumerable.Range(2, networkHosts - 1).Select(number => new LabHost($"{NetworkName}-{number}", HostRole.Network, FurtherNetworkHosts + number)),
        .. Enumerable.Range(1, computes).Select(number => new LabHost($"compute-{number}", HostRole.Compute, number)),
        new(OutsideName, HostRole.Outside, 0),
    ];
}
