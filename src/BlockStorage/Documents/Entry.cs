namespace Naru.BlockStorage.Documents;

/// <summary>A key of metadata or of specs, and its value.</summary>
public sealed record Entry(string Key, string Value);
