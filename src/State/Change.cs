namespace Naru.State;

/// <summary>What a transaction did to one document, however often it wrote it.</summary>
/// <param name="Before">Null when the document was inserted.</param>
/// <param name="After">Null when the document was deleted.</param>
public sealed record Change(Table Table, string Id, object? Before, object? After);
