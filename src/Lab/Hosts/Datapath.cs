using Naru.Lab.Processes;

namespace Naru.Lab.Hosts;

/// <summary>Finds out which datapath this machine has; nobody is asked.</summary>
public static class Datapath
{
    public static async Task<DatapathType> DetectAsync(CancellationToken cancellation)
    {
        const string Module = "openvswitch";
        if (Directory.Exists($"/sys/module/{Module}"))
            return DatapathType.System;
        var loaded = await Tool.RunAsync("modprobe", ["--quiet", Module], cancellation: cancellation);
        return loaded.Succeeded ? DatapathType.System : DatapathType.Netdev;
    }

    /// <summary>The word that Open vSwitch uses.</summary>
    public static string Name(this DatapathType type) => type is DatapathType.System ? "system" : "netdev";
}
