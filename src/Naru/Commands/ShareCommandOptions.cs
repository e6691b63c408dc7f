using System.CommandLine;
using System.Net;
using Naru.Primitives;
using Naru.SharedFileSystems;

namespace Naru.Commands;

/// <summary>The options of <c>naru server</c> for where shares are exported.</summary>
internal sealed record ShareCommandOptions(Option<IPAddress?> Address, Option<FileInfo?> NetworkNamespace, Option<string?> Host, Option<DirectoryInfo?> HostNamespaces)
{
    public IEnumerable<Option> All => [Address, NetworkNamespace, Host, HostNamespaces];

    public static ShareCommandOptions Create() => new(
        IpAddressOption.Create("--share-address", "The address of this machine at which shares are exported over NFS; without it they are simulated."),
        new Option<FileInfo?>("--share-network-namespace") { Description = "The file of the network namespace that has the address, such as /run/netns/storage." },
        new Option<string?>("--share-host") { Description = "The host of this machine whose agent makes the namespaces of share servers; without it types of shares cannot have driver_handles_share_servers." },
        new Option<DirectoryInfo?>("--share-host-namespaces") { Description = "The directory of that host's network namespaces: /run/netns, if it is not said." });

    /// <summary>Refuses options that say of shares in Ceph where this machine exports them.</summary>
    public Result<Done> Check(ParseResult parsed, bool hasCephFs) => hasCephFs && All.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } option
        ? Error.Invalid($"{option.Name} says where this machine exports shares, and by 'cephfs' in the configuration they are in Ceph: expected one of both.")
        : Done.Ok;

    /// <param name="directory">Where the bytes of shares are kept.</param>
    public ShareOptions Read(ParseResult parsed, string directory) =>
        new(directory, parsed.GetValue(Address)?.ToString(), parsed.GetValue(NetworkNamespace)?.FullName)
        {
            ServerHost = parsed.GetValue(Host),
            ServerNamespaces = parsed.GetValue(HostNamespaces)?.FullName ?? "/run/netns",
        };
}
