namespace Naru.SharedFileSystems.Storage;

/// <summary>Addresses that may mount an export.</summary>
/// <param name="Prefix">As <c>ADDRESS/LENGTH</c>.</param>
internal sealed record ExportClient(string Prefix, bool MayWrite);
