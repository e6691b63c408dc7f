namespace Naru.Protocols.Netlink.TrafficControl;

/// <summary>Attributes of traffic control (<c>linux/rtnetlink.h</c>, <c>linux/pkt_sched.h</c>): TCA_….</summary>
internal static class Tca
{
    public const ushort Kind = 1;
    public const ushort Options = 2;

    /// <summary>TCA_TBF_….</summary>
    public static class Tbf
    {
        public const ushort Parameters = 1;
        public const ushort Rate64 = 4;
        public const ushort Burst = 6;
    }

    /// <summary>TCA_HTB_….</summary>
    public static class Htb
    {
        public const ushort Parameters = 1;
        public const ushort Init = 2;
        public const ushort Rate64 = 6;
        public const ushort Ceiling64 = 7;
    }
}
