using System.Text.Json.Serialization;

namespace Naru.Lab.Instances;

/// <summary>What plugging needs to know of a port of the Networking API.</summary>
/// <param name="Id">The port's uuid; the switch's interface carries it as <c>iface-id</c>.</param>
/// <param name="Mtu">Of the port's network, in bytes.</param>
/// <param name="Plug">How the port's binding asks to be plugged.</param>
public sealed record InstancePort(string Id, string MacAddress, int Mtu, PlugKind Plug)
{
    private const string IntegrationBridge = "br-int";
    private const int DeviceNameLength = 11;

    /// <summary>The bridge that the binding names: br-int, or the <c>tbr-…</c> of a trunk's parent; null means br-int.</summary>
    public string? BridgeName { get; init; }

    [JsonIgnore]
    public string Bridge => BridgeName ?? IntegrationBridge;

    /// <summary>The part of the id that is in the names of its devices: a Linux interface has at most 15 characters.</summary>
    [JsonIgnore]
    public string ShortId => Id[..DeviceNameLength];

    [JsonIgnore]
    public string Tap => $"tap{ShortId}";
}
