using System.Text.Json.Serialization;

namespace Naru.NodeContract;

/// <summary>What a host found on the way to where another host's tunnels end, with packets of the tunnels' size.</summary>
/// <param name="Peer">The other host.</param>
/// <param name="Device">The device with the address of this host's tunnels; empty: there is none.</param>
/// <param name="DeviceMtu">Of that device, in bytes.</param>
/// <param name="NeededMtu">The IP packet that a full frame of the host's networks becomes in a tunnel, in bytes.</param>
/// <param name="PassingMtu">The largest IP packet that passes, up to <paramref name="NeededMtu"/>; 0: nothing is answered at all.</param>
/// <param name="ChecksumsPass">A packet whose checksum the sender leaves to its card arrives in order.</param>
public sealed record NodeTunnel(string Peer, string Device, int DeviceMtu, int NeededMtu, int PassingMtu, bool ChecksumsPass)
{
    /// <summary>What is wrong, as the end of a sentence; null: nothing.</summary>
    [JsonIgnore]
    public string? Problem => this switch
    {
        { Device: "" } => "no device of this host has the address of its tunnels",
        { DeviceMtu: var mtu, NeededMtu: var needed } when mtu < needed => $"'{Device}' has an MTU of {mtu}, full frames need {needed}",
        { PassingMtu: 0 } => "nothing is answered",
        { PassingMtu: var passing, NeededMtu: var needed } when passing < needed => $"at most {passing} bytes pass, full frames need {needed}",
        { ChecksumsPass: false } => "packets pass, but not those whose checksum is left to a card, or a firewall drops TCP",
        _ => null,
    };
}
