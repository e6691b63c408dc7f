namespace Naru.SharedFileSystems.Documents;

/// <summary>An entry of metadata, of extra specs or of group specs.</summary>
public sealed record NameValue(string Name, string Value);
