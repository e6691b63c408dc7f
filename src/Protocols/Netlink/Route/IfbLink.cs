using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>An intermediate functional block: a link whose queueing discipline shapes what another link received.</summary>
public sealed record IfbLink(string Name) : NewLink(Name)
{
    public override string Kind => "ifb";

    internal override void WriteInfoData(NetlinkMessage message)
    {
    }
}
