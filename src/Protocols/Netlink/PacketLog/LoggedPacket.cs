namespace Naru.Protocols.Netlink.PacketLog;

/// <summary>A packet that a rule with <c>log group</c> has matched.</summary>
/// <param name="Prefix">The text of the rule.</param>
/// <param name="Packet">From its IP header on, or the beginning of it.</param>
public sealed record LoggedPacket(string Prefix, byte[] Packet);
