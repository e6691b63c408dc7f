namespace Naru.Protocols.Ovsdb.Monitoring;

/// <summary>What a monitor tells.</summary>
/// <param name="IsWhole">Whether these are all rows, and whatever was known before is void; else they are changes.</param>
/// <param name="LastTransaction">Where a later monitor can resume; null where the server cannot.</param>
public sealed record MonitorUpdate(bool IsWhole, string? LastTransaction, TableUpdates Updates);
