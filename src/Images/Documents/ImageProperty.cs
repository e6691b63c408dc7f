namespace Naru.Images.Documents;

/// <summary>An attribute that the user invented.</summary>
public sealed record ImageProperty(string Name, string Value);
