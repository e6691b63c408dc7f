namespace Naru.Network;

/// <summary>Values of <c>status</c> of routers and floating IPs.</summary>
public static class L3Status
{
    public const string Active = "ACTIVE";
    public const string Down = "DOWN";
    public const string Error = "ERROR";
}
