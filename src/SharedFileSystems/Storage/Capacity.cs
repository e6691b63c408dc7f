namespace Naru.SharedFileSystems.Storage;

/// <summary>Room for shares, in GiB.</summary>
/// <param name="Free">What new shares may take: what is free on the disk, and unless the backend is thin less what the shares that are there may still fill.</param>
internal sealed record Capacity(double Total, double Free);
