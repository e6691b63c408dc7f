using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>A link that swallows what is sent to it: a place for addresses.</summary>
public sealed record DummyLink(string Name) : NewLink(Name)
{
    public override string Kind => "dummy";

    internal override void WriteInfoData(NetlinkMessage message)
    {
    }
}
