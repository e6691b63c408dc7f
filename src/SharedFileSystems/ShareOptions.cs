using Naru.SharedFileSystems.Ceph;

namespace Naru.SharedFileSystems;

/// <param name="DataDirectory">Where the bytes of shares are kept.</param>
/// <param name="Address">The address at which this machine exports shares over NFS; null: shares are simulated.</param>
/// <param name="NetworkNamespace">The file of the network namespace that has the address, such as <c>/run/netns/storage</c>; null: the server's own.</param>
public sealed record ShareOptions(string DataDirectory, string? Address, string? NetworkNamespace)
{
    /// <summary>The host of this machine whose agent makes the network namespaces of share servers; null: there are no share servers.</summary>
    public string? ServerHost { get; init; }

    /// <summary>The file system of Ceph that has the shares; null: this machine has them. It has neither an address nor share servers.</summary>
    public CephFsOptions? CephFs { get; init; }

    /// <summary>The directory with the files of these namespaces.</summary>
    public string ServerNamespaces { get; init; } = "/run/netns";
}
