namespace Naru.State;

/// <summary>A <see cref="Change"/> in the form in which it is stored.</summary>
/// <param name="Version">The schema version of both sides.</param>
/// <param name="Before">UTF-8 JSON; null when the document was inserted.</param>
/// <param name="After">UTF-8 JSON; null when the document was deleted.</param>
public sealed record StoredChange(string Table, string Id, int Version, byte[]? Before, byte[]? After);
