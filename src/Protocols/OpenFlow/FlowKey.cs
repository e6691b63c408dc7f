namespace Naru.Protocols.OpenFlow;

/// <summary>What makes two flows the same to a switch: adding the second replaces the first.</summary>
public readonly record struct FlowKey(byte Table, ushort Priority, Match Match);
