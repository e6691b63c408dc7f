namespace Naru.SharedFileSystems.Storage;

/// <summary>An export that clients do not find.</summary>
internal sealed record Unexported(Export Export, string Reason);
