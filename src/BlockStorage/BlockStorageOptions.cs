namespace Naru.BlockStorage;

/// <param name="DataDirectory">Where the bytes of volumes are kept.</param>
/// <param name="HostName">What this volume host is called, without a <c>@</c>.</param>
public sealed record BlockStorageOptions(string DataDirectory, string HostName);
