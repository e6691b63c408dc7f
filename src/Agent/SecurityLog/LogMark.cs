using System.Text;

namespace Naru.Agent.SecurityLog;

/// <summary>What a firewall writes onto the copy of a packet that it hands over to be logged.</summary>
/// <param name="IsAccepted">Otherwise it was dropped.</param>
/// <param name="PortId">Whose firewall decided.</param>
/// <param name="Rule">The security group rule that let it pass; for a rule about the members of a group, that group; <c>-</c>: no rule did.</param>
public sealed record LogMark(bool IsAccepted, string PortId, string Rule)
{
    public const string NoRule = "-";

    private const string Accepted = "A";
    private const string Dropped = "D";

    /// <summary>One text for both firewalls: the userdata of a packet-in, and the prefix of nft(8), which has room for 127 characters.</summary>
    public string ToText() => $"{(IsAccepted ? Accepted : Dropped)} {PortId} {Rule}";

    public byte[] ToBytes() => Encoding.ASCII.GetBytes(ToText());

    /// <summary>Null: the text is none of ours.</summary>
    public static LogMark? Parse(string text) => text.Split(' ') is [Accepted or Dropped, var port, var rule] parts
        ? new LogMark(parts[0] == Accepted, port, rule)
        : null;
}
