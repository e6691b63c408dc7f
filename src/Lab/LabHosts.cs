using Naru.Lab.Hosts;
using Naru.Lab.Instances;
using Naru.Lab.Processes;

namespace Naru.Lab;

/// <summary>The hosts of a lab: brings them up, repairs them and takes them away.</summary>
public sealed class LabHosts(LabDirectory directory)
{
    /// <summary>Makes what is missing and keeps what lives: the second time nothing changes.</summary>
    public async Task<LabState> UpAsync(int computes, int apiPort, CancellationToken cancellation, int networkHosts = 1, LabMode mode = LabMode.OpenVSwitch, int ovnDatabases = 1)
    {
        var known = LabState.Load(directory);
        var state = known ?? new LabState { Datapath = await Datapath.DetectAsync(cancellation), ApiPort = apiPort, Mode = mode, OvnDatabases = ovnDatabases };
        if (state.Fabric is not { IsAlive: true })
        {
            // Without the fabric the hosts have lost their cards; what runs on them is of no use to anybody.
            await EndAllAsync(cancellation);
            RemoveHostFiles();
            state = state with { Fabric = null, Server = null, Hosts = [] };
        }
        state = state with { Fabric = await Fabric.EnsureAsync(directory, state.Fabric, cancellation) };
        state.Save(directory);

        var wanted = LabHost.All(Math.Max(networkHosts, Count(HostRole.Network)), Math.Max(computes, Count(HostRole.Compute)));
        var hosts = await Task.WhenAll(wanted.Select(host => EnsureAsync(state, host, cancellation)));
        state = state with { Hosts = hosts };
        state.Save(directory);
        if (state.Mode is LabMode.Ovn)
            await EnsureOvnAsync(state, cancellation);
        return state;

        int Count(HostRole role) => state.Hosts.Count(host => host.Host.Role == role);
    }

    /// <summary>Ends all processes of the lab and removes its files. Namespaces, mounts, bridges and cards go with the processes.</summary>
    /// <returns>False if there was no such lab.</returns>
    public async Task<bool> DownAsync(CancellationToken cancellation)
    {
        var existed = Directory.Exists(directory.Path) || LabProcesses.Of(directory.Name).Count > 0;
        await EndAllAsync(cancellation);
        if (Directory.Exists(directory.Path))
            Directory.Delete(directory.Path, recursive: true);
        return existed;
    }

    private async Task EndAllAsync(CancellationToken cancellation)
    {
        var loopDevices = InstanceLeftovers.LoopDevices(directory);
        await LabProcesses.KillAllAsync(() => LabProcesses.Of(directory.Name), cancellation);
        await InstanceLeftovers.EndAsync(directory, loopDevices, cancellation);
    }

    private async Task<HostState> EnsureAsync(LabState state, LabHost host, CancellationToken cancellation)
    {
        var known = state.Hosts.FirstOrDefault(one => one.Host == host) ?? new HostState(host);
        var holder = await HostNamespaces.EnsureAsync(directory, host.Name, known.Holder, cancellation);
        LinkNetwork(host, holder);
        var shell = HostNamespaces.Shell(directory, host.Name, holder);
        if (!await HasCardsAsync(shell, cancellation))
            await Fabric.ConnectAsync(state.Fabric!, host, holder, cancellation);

        if (state.Mode.MechanismOf(host) is HostMechanism.LinuxBridge)
            await LinuxBridgeHost.EnsureAsync(shell, host, hasOthers: state.Mode is LabMode.Mixed, cancellation);
        else
            await OpenVSwitch.EnsureAsync(shell, host, state.Datapath, cancellation);
        if (host.Role is HostRole.Outside)
            await OutsideWorld.EnsureAsync(shell, cancellation);
        return known with { Holder = holder };
    }

    private void LinkNetwork(LabHost host, ProcessIdentity holder)
    {
        var link = directory.HostNetwork(host.Name);
        File.Delete(link);
        File.CreateSymbolicLink(link, $"/proc/{holder.Pid}/ns/net");
        link = directory.HostNamespaces(host.Name);
        File.Delete(link);
        File.CreateSymbolicLink(link, $"/proc/{holder.Pid}/root/run/netns");
    }

    private async Task EnsureOvnAsync(LabState state, CancellationToken cancellation)
    {
        var hosts = state.Hosts.Where(host => host.Host.Role is not HostRole.Outside).ToList();
        // One after the other: whoever joins a cluster asks its first member.
        foreach (var host in hosts)
            await OvnCentral.EnsureAsync(directory, HostNamespaces.Shell(directory, host.Host.Name, host.Holder!), host.Host, state.OvnMembers, cancellation);
        await Task.WhenAll(hosts.Select(host => OvnController.EnsureAsync(
            HostNamespaces.Shell(directory, host.Host.Name, host.Holder!), host.Host, state.Datapath, state.OvnMembers, cancellation)));
    }

    private static async Task<bool> HasCardsAsync(LabShell shell, CancellationToken cancellation) =>
        (await shell.RunAsync(["ip", "link", "show", "eth1"], cancellation)).Succeeded;

    private void RemoveHostFiles()
    {
        if (Directory.Exists(directory.Host("")))
            Directory.Delete(directory.Host(""), recursive: true);
    }
}
