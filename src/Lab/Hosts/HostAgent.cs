using Naru.Lab.Images;
using Naru.Lab.Processes;

namespace Naru.Lab.Hosts;

/// <summary>The <c>naru agent</c> of a host.</summary>
public static class HostAgent
{
    // A lab has an agent a host on one machine: its memory counts for more than the time of its collector.
    private const string FewerBytes = "DOTNET_GCConserveMemory=5";

    /// <summary>Starts it unless it lives. It connects to the server by itself, whenever that is there.</summary>
    public static async Task<ProcessIdentity> EnsureAsync(
        LabDirectory directory, LabState lab, HostState state, CancellationToken cancellation)
    {
        if (state.Agent is { IsAlive: true } agent)
            return agent;
        var host = state.Host;
        var configuration = directory.AgentConfiguration(host.Name);
        var told = AgentConfiguration.Of(host, lab.Mode.MechanismOf(host), lab.Datapath).Tunnelling(lab, host) with
        {
            SecurityLog = directory.SecurityLog(host.Name),
            InstancesDirectory = host.Role is HostRole.Compute ? directory.HostInstances(host.Name) : null,
            Busybox = host.Role is HostRole.Compute ? TinyImage.Busybox : null,
            GuestKernel = host.Role is HostRole.Compute ? TinyImage.Kernel : null,
            GuestInitramfs = host.Role is HostRole.Compute ? TinyImage.Initramfs : null,
        };
        await File.WriteAllBytesAsync(configuration, told.ToJson(), cancellation);
        string[] command =
        [
            "env", FewerBytes,
            Daemon.Naru, "agent",
            "--server", $"unix:{directory.AgentSocket}",
            "--host", host.Name,
            "--config", configuration,
        ];
        return await HostNamespaces.Shell(directory, host.Name, state.Holder!)
            .StartAsync(command, directory.AgentLog(host.Name), cancellation);
    }
}
