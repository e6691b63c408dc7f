using System.CommandLine;
using System.Net;
using Naru.SharedFileSystems;

namespace Naru.Commands;

/// <summary>The options of <c>naru server</c> for where shares are exported.</summary>
internal sealed record ShareCommandOptions(Option<IPAddress?> Address, Option<FileInfo?> NetworkNamespace)
{
    public IEnumerable<Option> All => [Address, NetworkNamespace];

    public static ShareCommandOptions Create() => new(
        IpAddressOption.Create("--share-address", "The address of this machine at which shares are exported over NFS; without it they are simulated."),
        new Option<FileInfo?>("--share-network-namespace") { Description = "The file of the network namespace that has the address, such as /run/netns/storage." });

    /// <param name="directory">Where the bytes of shares are kept.</param>
    public ShareOptions Read(ParseResult parsed, string directory) =>
        new(directory, parsed.GetValue(Address)?.ToString(), parsed.GetValue(NetworkNamespace)?.FullName);
}
