namespace Naru.Lab.Hosts;

/// <summary>A host whose ports are on bridges of the kernel: it needs its cards, and nothing to run.</summary>
public static class LinuxBridgeHost
{
    /// <summary>The card of the external networks; the agent puts it into a bridge when one needs it.</summary>
    public const string ProviderCard = "eth1";

    private const string Cards = """
        ip address replace "$ADDRESS" dev eth0
        ip link set eth0 up
        ip link set eth1 up
        """;

    // The switch of another host may read frames from these cards before the kernel has finished their checksums.
    private const string FinishChecksums = """
        ethtool -K eth0 tx off >/dev/null
        ethtool -K eth1 tx off >/dev/null
        """;

    /// <param name="hasOthers">There are hosts with Open vSwitch in the cloud.</param>
    public static Task EnsureAsync(LabShell shell, LabHost host, bool hasOthers, CancellationToken cancellation) => shell.ScriptAsync(
        hasOthers ? $"{Cards}\n{FinishChecksums}" : Cards,
        new Dictionary<string, string> { ["ADDRESS"] = $"{host.UnderlayAddress}/24" },
        cancellation);
}
