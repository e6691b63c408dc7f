namespace Naru.Lab.Topology;

/// <summary>A security group and its rules.</summary>
public sealed record SecurityGroupPlan(string Name, IReadOnlyList<RulePlan> Rules)
{
    /// <summary>Whether the rules that let everything out, which every new group has, stay.</summary>
    public bool KeepsDefaultEgress { get; init; } = true;
}

/// <summary>One rule.</summary>
/// <param name="Direction">From the instance's side: ingress enters it.</param>
/// <param name="Port">Of the destination; null is all, or has no meaning for the protocol.</param>
/// <param name="RemoteGroup">The name of the group whose members are the other side; null is everybody.</param>
public sealed record RulePlan(string Direction, string Protocol, int? Port, string? RemoteGroup)
{
    public int IpVersion { get; init; } = 4;

    public const string Ingress = "ingress";
    public const string Egress = "egress";

    public static readonly RulePlan Ping = new(Ingress, "icmp", null, null);
    public static readonly RulePlan PingOut = new(Egress, "icmp", null, null);

    public static RulePlan TcpIn(int port) => new(Ingress, "tcp", port, null);

    public static RulePlan TcpInFromGroup(int port, string group) => new(Ingress, "tcp", port, group);

    public static RulePlan TcpOut(int port) => new(Egress, "tcp", port, null);
}
