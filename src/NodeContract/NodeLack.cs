namespace Naru.NodeContract;

/// <summary>A network type that a host's mechanism carries, but not this host.</summary>
/// <param name="NetworkType">Such as <c>vlan</c>.</param>
/// <param name="Reason">What the host lacks, as the end of a sentence.</param>
public sealed record NodeLack(string NetworkType, string Reason);
