namespace Naru.NodeContract;

/// <summary>What comes from a console that one can type into.</summary>
public static class ConsoleKinds
{
    /// <summary>The octets of a terminal.</summary>
    public const string Serial = "serial";

    /// <summary>A screen, by the RFB protocol (RFC 6143).</summary>
    public const string Vnc = "vnc";
}
