namespace Naru.State;

/// <summary>A document in the form in which it is stored.</summary>
/// <param name="Version">The schema version of its table when it was written.</param>
/// <param name="Body">UTF-8 JSON.</param>
public sealed record StoredDocument(string Table, string Id, int Version, byte[] Body);
