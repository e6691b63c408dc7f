namespace Naru.SharedFileSystems;

/// <param name="DataDirectory">Where the bytes of shares are kept.</param>
/// <param name="Address">The address at which this machine exports shares over NFS; null: shares are simulated.</param>
/// <param name="NetworkNamespace">The file of the network namespace that has the address, such as <c>/run/netns/storage</c>; null: the server's own.</param>
public sealed record ShareOptions(string DataDirectory, string? Address, string? NetworkNamespace);
