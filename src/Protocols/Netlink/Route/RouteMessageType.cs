namespace Naru.Protocols.Netlink.Route;

/// <summary>The kinds of message of NETLINK_ROUTE (<c>linux/rtnetlink.h</c>): RTM_….</summary>
internal static class RouteMessageType
{
    public const ushort NewLink = 16;
    public const ushort DeleteLink = 17;
    public const ushort GetLink = 18;
    public const ushort SetLink = 19;
    public const ushort NewAddress = 20;
    public const ushort DeleteAddress = 21;
    public const ushort GetAddress = 22;
    public const ushort NewRoute = 24;
    public const ushort DeleteRoute = 25;
    public const ushort GetRoute = 26;
    public const ushort NewNeighbour = 28;
    public const ushort DeleteNeighbour = 29;
    public const ushort GetNeighbour = 30;
    public const ushort NewRule = 32;
    public const ushort DeleteRule = 33;
    public const ushort GetRule = 34;
    public const ushort NewQueueingDiscipline = 36;
    public const ushort DeleteQueueingDiscipline = 37;
    public const ushort GetQueueingDiscipline = 38;
    public const ushort NewTrafficClass = 40;
}
