using Naru.Primitives;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>A port of the switch (OpenFlow 1.3.5 §7.2.1, <c>ofp_port</c>).</summary>
public sealed record PortDescription(uint Number, MacAddress Address, string Name) : IMultipartPart<PortDescription>
{
    private const int NameBytes = 16;
    private const uint PortDown = 1;
    private const uint LinkDown = 1;

    /// <summary><c>ofp_port_config</c>: what the administrator wants.</summary>
    public uint Config { get; init; }

    /// <summary><c>ofp_port_state</c>: what is.</summary>
    public uint State { get; init; }

    public uint CurrentFeatures { get; init; }

    public uint AdvertisedFeatures { get; init; }

    public uint SupportedFeatures { get; init; }

    public uint PeerFeatures { get; init; }

    /// <summary>In kbit/s.</summary>
    public uint CurrentSpeedKbps { get; init; }

    /// <summary>In kbit/s.</summary>
    public uint MaxSpeedKbps { get; init; }

    /// <summary>Whether it is enabled and has a link.</summary>
    public bool IsUp => (Config & PortDown) == 0 && (State & LinkDown) == 0;

    void IMultipartPart<PortDescription>.Write(WireWriter wire) => Write(wire);

    static PortDescription IMultipartPart<PortDescription>.Read(ref WireReader wire) => Read(ref wire);

    internal void Write(WireWriter wire)
    {
        wire.U32(Number);
        wire.Zeros(4);
        wire.Mac(Address);
        wire.Zeros(2);
        wire.Text(Name, NameBytes);
        wire.U32(Config);
        wire.U32(State);
        wire.U32(CurrentFeatures);
        wire.U32(AdvertisedFeatures);
        wire.U32(SupportedFeatures);
        wire.U32(PeerFeatures);
        wire.U32(CurrentSpeedKbps);
        wire.U32(MaxSpeedKbps);
    }

    internal static PortDescription Read(ref WireReader wire)
    {
        var number = wire.U32();
        wire.Skip(4);
        var address = wire.Mac();
        wire.Skip(2);
        return new PortDescription(number, address, wire.Text(NameBytes))
        {
            Config = wire.U32(),
            State = wire.U32(),
            CurrentFeatures = wire.U32(),
            AdvertisedFeatures = wire.U32(),
            SupportedFeatures = wire.U32(),
            PeerFeatures = wire.U32(),
            CurrentSpeedKbps = wire.U32(),
            MaxSpeedKbps = wire.U32(),
        };
    }
}
