namespace Naru.State;

/// <summary>A document that an index does not have under a key of it, or has under one that is not.</summary>
/// <param name="Key">The key as text.</param>
/// <param name="IsMissing">The document has the key and the index does not know.</param>
public sealed record IndexFault(string Table, string Index, string Key, string Id, bool IsMissing);
