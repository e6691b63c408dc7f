using System.Globalization;

namespace Naru.Protocols.OpenFlow;

/// <summary>Port numbers with a meaning of their own (OpenFlow 1.3.5 §7.2.1, <c>ofp_port_no</c>).</summary>
public static class OfPort
{
    /// <summary>Numbers from here on are reserved. Those of Open vSwitch are below 0xff00, as it holds them in 16 bits.</summary>
    public const uint Max = 0xffff_ff00;
    public const uint InPort = 0xffff_fff8;
    public const uint Table = 0xffff_fff9;
    public const uint Normal = 0xffff_fffa;
    public const uint Flood = 0xffff_fffb;
    public const uint All = 0xffff_fffc;
    public const uint Controller = 0xffff_fffd;
    public const uint Local = 0xffff_fffe;
    public const uint Any = 0xffff_ffff;

    /// <summary>The number, or the upper-case name of a reserved port.</summary>
    public static string Name(uint port) => port switch
    {
        InPort => "IN_PORT",
        Table => "TABLE",
        Normal => "NORMAL",
        Flood => "FLOOD",
        All => "ALL",
        Controller => "CONTROLLER",
        Local => "LOCAL",
        Any => "ANY",
        _ => port.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The form in which Nicira actions hold a port: reserved numbers keep their lower half.</summary>
    internal static ushort To16(uint port) => (ushort)port;

    internal static uint From16(ushort port) => port >= 0xff00 ? port + 0xffff_0000 : port;
}
