namespace Naru.SharedFileSystems.Storage;

/// <summary>Who may mount an export.</summary>
/// <param name="Who">Addresses as <c>ADDRESS/LENGTH</c>, or a user of Ceph.</param>
internal sealed record ExportClient(string Who, bool MayWrite);
