namespace Naru.Protocols.Ovsdb.VirtualSwitch;

/// <summary>The external id that marks a bridge or port as made by us: what carries it and is not desired is removed.</summary>
public sealed record Ownership(string Key, string Value);
