namespace Naru.BlockStorage.Exports;

/// <summary>Where hosts that are not the server's own machine reach volumes: over NBD (the Network Block Device protocol).</summary>
/// <param name="Address">An IP address of this machine in a network that only hosts are in: NBD asks nobody who they are.</param>
/// <param name="NetworkNamespace">The file of the network namespace that has the address; null: the server's own.</param>
public sealed record VolumeExport(string Address, string? NetworkNamespace = null)
{
    /// <summary>The port that IANA has registered for NBD.</summary>
    public const int Port = 10809;

    /// <summary>The export with the volume's name, as an URI of NBD.</summary>
    public string UriOf(string volumeId) => $"nbd://{(Address.Contains(':') ? $"[{Address}]" : Address)}:{Port}/{volumeId}";
}
