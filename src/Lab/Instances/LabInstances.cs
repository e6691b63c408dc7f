using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Lab.Images;
using Naru.Primitives;

namespace Naru.Lab.Instances;

/// <summary>The instances of a lab: made and removed through the Compute API, on a host and with a port that one chooses.</summary>
public sealed class LabInstances(LabDirectory directory, CloudClient cloud)
{
    private const string Active = "ACTIVE";
    private const string Failed = "ERROR";
    private const string Off = "SHUTOFF";

    private const string SetOuterMtu = """
        for device in tap qbr qvb qvo; do
            [ ! -e "/sys/class/net/$device$ID" ] || ip link set "$device$ID" mtu "$MTU"
        done
        """;

    private readonly CloudServers _servers = new(cloud);

    /// <summary>Makes the image and flavors that instances are made from, if they are missing; gives the image's id.</summary>
    public async Task<Result<string>> PrepareAsync(CancellationToken cancellation)
    {
        if (!(await TinyImage.EnsureAsync(cancellation)).TryGet(out _, out var error) || !(await _servers.EnsureFlavorsAsync(cancellation)).TryGet(out _, out error))
            return error;
        return await _servers.EnsureImageAsync(cancellation);
    }

    /// <summary>Makes the instance and its port; keeps one that lives. <see cref="WaitAsync"/> comes next.</summary>
    public async Task<Result<InstanceState>> StartAsync(InstanceRequest request, CancellationToken cancellation)
    {
        if (LabState.Load(directory) is not { } state)
            return LabTargets.NoLab(directory);
        if (!CheckName(request.Name, state).TryGet(out _, out var error) || !CheckHost(request, state).TryGet(out _, out error))
            return error;
        var known = state.Instances.FirstOrDefault(instance => instance.Name == request.Name);
        if (known is not null && known.Host != request.Host)
            return Error.Conflict("InstanceExists", $"The instance '{request.Name}' is on '{known.Host}': remove it first, or choose another name.");
        if (known is not null && (await KeepAsync(known, cancellation)).TryGet(out var kept, out _))
            return kept;

        if (!(await PrepareAsync(cancellation)).TryGet(out var image, out error)
            || !(await EnsurePortAsync(request, cancellation)).TryGet(out var port, out error)
            || !(await _servers.CreateAsync(request, port.Id, image, cancellation)).TryGet(out var id, out error)
            || !(await ActiveAsync(id, request, cancellation)).TryGet(out _, out error)
            || !(await cloud.ShowAsync(CloudResources.Ports, port.Id, cancellation)).TryGet(out port, out error))
            return error;
        if (port.HasFailedBinding)
            return Error.Conflict("BindingFailed", $"The port {port.Id} cannot be bound on '{request.Host}': {port.BindingFailure ?? "its agent has not reported, or cannot reach the network."} See 'naru logs {request.Host}'.");
        if (InstanceProcesses.First(id) is not { } first)
            return Error.Conflict("InstanceDown", $"The instance '{request.Name}' ended at once: 'openstack console log show {request.Name}' says why.");
        var instance = new InstanceState(request.Name, id, request.Host, await DescribeAsync(port, cancellation), first)
        {
            KeepsPort = request.Port is not null, IsOfHost = true,
        };
        // Others may have been added meanwhile.
        state = LabState.Load(directory) ?? state;
        (state with { Instances = [.. state.Instances.Where(other => other.Name != instance.Name), instance] }).Save(directory);
        return instance;
    }

    /// <summary>Looks again at how the ports of all instances are bound, makes room for frames of their networks, and lets them ask for their leases anew.</summary>
    public async Task<Result<Done>> RefreshAsync(CancellationToken cancellation)
    {
        foreach (var known in LabState.Load(directory)?.Instances ?? [])
        {
            if (!(await cloud.ShowAsync(CloudResources.Ports, known.Port.Id, cancellation)).TryGet(out var port, out var error))
                return error;
            var instance = known with { Port = await DescribeAsync(port, cancellation) };
            var variables = new Dictionary<string, string> { ["ID"] = instance.Port.ShortId, ["MTU"] = $"{instance.Port.Mtu}" };
            if (!LabTargets.Host(directory, instance.Host).TryGet(out var host, out error))
                return error;
            await host.ScriptAsync(SetOuterMtu, variables, cancellation);
            if (await HasLeaseAsync(port, cancellation) && (await DhcpClient.RenewAsync(directory, instance, cancellation)).Error is { } withoutLease)
                return withoutLease;
            if (port.FixedIps.Any(ip => ip.IpAddress.Contains(':')) && InstanceShells.Beside(directory, instance).TryGet(out var shell, out _)
                && (await Ipv6Client.RenewAsync(shell, instance.Port.Mtu, cancellation)).Error is { } withoutRouter)
                return withoutRouter;
            var state = LabState.Load(directory)!; // It was there a moment ago.
            (state with { Instances = [.. state.Instances.Select(other => other.Name == instance.Name ? instance : other)] }).Save(directory);
        }
        return Done.Ok;
    }

    /// <summary>Waits until it has its addresses.</summary>
    /// <returns>What DHCP told; of a port with nothing but IPv6 its first address.</returns>
    public async Task<Result<DhcpLease>> WaitAsync(InstanceState instance, CancellationToken cancellation)
    {
        if (!(await cloud.ShowAsync(CloudResources.Ports, instance.Port.Id, cancellation)).TryGet(out var port, out var error)
            || !InstanceShells.Beside(directory, instance).TryGet(out var shell, out error))
            return error;
        // Its image has no client of DHCPv6.
        var ipv6 = await Ipv6Client.EnsureAsync(cloud, shell, port, cancellation);
        var isIpv6Alone = port.FixedIps.Count > 0 && port.FixedIps.All(ip => ip.IpAddress.Contains(':'));
        if (port.FixedIps.Any(ip => ip.IpAddress.Contains(':')) && (await ipv6.WaitAsync(cancellation)).Error is { } without)
            return without;
        if (isIpv6Alone)
            return new DhcpLease($"{port.FixedIps[0].IpAddress}/64", Router: "", Dns: [], Mtu: null, Server: "");
        return await Waiting.UntilAsync(
            () => Task.FromResult(DhcpClient.Lease(directory, instance)),
            $"The instance '{instance.Name}' got no address by DHCP in {Waiting.Limit}: see 'openstack console log show {instance.Name}' and 'naru logs network'.",
            cancellation);
    }

    /// <summary>Deletes the instance, and its port, unless that was there before it.</summary>
    public async Task<Result<Done>> RemoveAsync(string name, CancellationToken cancellation)
    {
        if (LabState.Load(directory) is not { } state || state.Instances.FirstOrDefault(one => one.Name == name) is not { } instance)
            return Error.NotFound("InstanceNotFound", $"There is no instance '{name}': 'naru lab instance list' shows those there are.");
        if (!(await _servers.DeleteAsync(instance.Id, cancellation)).TryGet(out _, out var error))
            return error;
        var gone = await Waiting.UntilAsync(
            async () => (await _servers.ShowAsync(instance.Id, cancellation)).Error is { Kind: ErrorKind.NotFound } absent ? absent : null,
            $"The instance '{name}' is not gone after {Waiting.Limit}: see 'naru logs {instance.Host}'.",
            cancellation);
        if (!gone.Succeeded)
            return gone.Error;
        (state with { Instances = [.. state.Instances.Where(other => other != instance)] }).Save(directory);
        return instance.KeepsPort ? Done.Ok : await cloud.DeleteAsync(CloudResources.Ports, instance.Port.Id, cancellation);
    }

    private async Task<bool> HasLeaseAsync(CloudPort port, CancellationToken cancellation)
    {
        foreach (var ip in port.FixedIps.Where(ip => !ip.IpAddress.Contains(':')))
        {
            if ((await cloud.ShowAsync(CloudResources.Subnets, ip.SubnetId, cancellation)).TryGet(out var subnet, out _) && subnet.EnableDhcp)
                return true;
        }
        return false;
    }

    // One that was made before: it runs, or it is started again.
    private async Task<Result<InstanceState>> KeepAsync(InstanceState known, CancellationToken cancellation)
    {
        if (!(await _servers.ShowAsync(known.Id, cancellation)).TryGet(out var shown, out var error))
            return error;
        if (shown.Status is Off && !(await _servers.StartAsync(known.Id, cancellation)).TryGet(out _, out error))
            return error;
        return (await ActiveAsync(known.Id, new InstanceRequest(known.Name, known.Host), cancellation)).Map(_ => known);
    }

    private async Task<Result<CloudPort>> EnsurePortAsync(InstanceRequest request, CancellationToken cancellation) => request.Port is { } existing
        ? await cloud.FindAsync(CloudResources.Ports, existing, cancellation)
        : await new InstancePorts(cloud).CreateAsync(request, cancellation);

    private async Task<InstancePort> DescribeAsync(CloudPort port, CancellationToken cancellation)
    {
        var network = await cloud.ShowAsync(CloudResources.Networks, port.NetworkId, cancellation);
        return new InstancePort(port.Id, port.MacAddress, network.Unwrap().Mtu, port.IsOnLinuxBridge ? PlugKind.Bridge : port.IsHybrid ? PlugKind.Hybrid : PlugKind.Direct) { BridgeName = port.BridgeName };
    }

    private async Task<Result<CloudInstance>> ActiveAsync(string id, InstanceRequest request, CancellationToken cancellation)
    {
        var settled = await Waiting.UntilAsync(
            async () => (await _servers.ShowAsync(id, cancellation)).TryGet(out var shown, out _)
                && (shown.Status is Failed || (shown.Status is Active && InstanceProcesses.First(id) is not null)) ? shown : null,
            $"The instance '{request.Name}' is not ACTIVE after {Waiting.Limit}: see 'openstack server show {request.Name}' and 'naru logs {request.Host}'.",
            cancellation);
        return settled.TryGet(out var instance, out _) && instance.Status is Failed
            ? Error.Conflict("InstanceFailed", $"The instance '{request.Name}' failed: {instance.Fault}")
            : settled;
    }

    private static Result<Done> CheckName(string name, LabState state)
    {
        if (state.Hosts.Any(host => host.Host.Name == name))
            return Error.Invalid($"'{name}' is a host of the lab: an instance needs another name, or 'naru lab exec' could not tell them apart.");
        return name.Length is > 0 and <= 63 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') && name[0] != '-'
            ? Done.Ok
            : Error.Invalid($"'{name}' is not a name for an instance: use 1 to 63 letters, digits and hyphens; it becomes its host name.");
    }

    private static Result<Done> CheckHost(InstanceRequest request, LabState state)
    {
        var computes = state.Hosts.Where(host => host.Host.Role is HostRole.Compute).Select(host => host.Host.Name).ToList();
        return computes.Contains(request.Host)
            ? Done.Ok
            : Error.Invalid($"'{request.Host}' is not a compute host: '{request.Name}' can run on {string.Join(", ", computes)}.");
    }
}
