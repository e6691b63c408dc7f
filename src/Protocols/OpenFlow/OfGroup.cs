namespace Naru.Protocols.OpenFlow;

/// <summary>Group numbers with a meaning of their own (<c>ofp_group</c>).</summary>
public static class OfGroup
{
    public const uint Max = 0xffff_ff00;
    public const uint All = 0xffff_fffc;
    public const uint Any = 0xffff_ffff;
}
