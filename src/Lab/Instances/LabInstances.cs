using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Primitives;

namespace Naru.Lab.Instances;

/// <summary>The light instances of a lab: makes their ports through the public API, plugs them, starts them, removes them.</summary>
public sealed class LabInstances(LabDirectory directory, CloudClient cloud)
{
    /// <summary>Makes the instance and its port and plugs it in; keeps one that lives. <see cref="WaitAsync"/> comes next.</summary>
    public async Task<Result<InstanceState>> StartAsync(InstanceRequest request, CancellationToken cancellation)
    {
        if (LabState.Load(directory) is not { } state)
            return LabTargets.NoLab(directory);
        if (!CheckName(request.Name, state).TryGet(out _, out var error) || !CheckHost(request, state).TryGet(out _, out error)
            || !LabTargets.Host(directory, request.Host).TryGet(out var host, out error))
            return error;
        var known = state.Instances.FirstOrDefault(instance => instance.Name == request.Name);
        if (known is not null && known.Host != request.Host)
            return Error.Conflict("InstanceExists", $"The instance '{request.Name}' is on '{known.Host}': remove it first, or choose another name.");

        if (!(await EnsurePortAsync(request, known, cancellation)).TryGet(out var port, out error))
            return error;
        if (port.HasFailedBinding)
            return Error.Conflict("BindingFailed", $"The port {port.Id} cannot be bound on '{request.Host}': {port.BindingFailure ?? "its agent has not reported, or cannot reach the network."} See 'naru logs {request.Host}'.");
        var instance = known is { Holder.IsAlive: true } && known.Port.Id == port.Id
            ? known
            : new InstanceState(
                request.Name, port.DeviceId, request.Host, await DescribeAsync(port, cancellation),
                await InstanceNamespaces.MakeAsync(directory, request.Host, request.Name, cancellation))
            {
                KeepsPort = request.Port is not null,
            };
        (state with { Instances = [.. state.Instances.Where(other => other.Name != instance.Name), instance] }).Save(directory);

        await Plugging.PlugAsync(host, instance, state.Datapath, cancellation);
        return instance;
    }

    /// <summary>Waits until the port is ACTIVE, as Nova does before it lets an instance run, and then until it has its addresses.</summary>
    /// <returns>What DHCP told; of a port with nothing but IPv6 its first address.</returns>
    public async Task<Result<DhcpLease>> WaitAsync(InstanceState instance, CancellationToken cancellation)
    {
        if (!(await WaitForActiveAsync(instance, cancellation)).TryGet(out var port, out var error))
            return error;
        var shell = InstanceNamespaces.Shell(directory, instance);
        var datapath = instance.Port.Plug is PlugKind.Bridge ? DatapathType.System : LabState.Load(directory)!.Datapath;
        await DhcpClient.PrepareAsync(shell, datapath, cancellation);
        var ipv6 = await Ipv6Client.EnsureAsync(cloud, shell, port, cancellation);
        var isIpv6Alone = port.FixedIps.Count > 0 && port.FixedIps.All(ip => ip.IpAddress.Contains(':'));
        if (!isIpv6Alone)
            await DhcpClient.EnsureAsync(shell, cancellation);
        if (port.FixedIps.Any(ip => ip.IpAddress.Contains(':')) && (await ipv6.WaitAsync(cancellation)).Error is { } without)
            return without;
        if (isIpv6Alone)
            return new DhcpLease($"{port.FixedIps[0].IpAddress}/64", Router: "", Dns: [], Mtu: null, Server: "");
        return await WaitForLeaseAsync(instance, cancellation);
    }

    /// <summary>Unplugs and ends the instance and deletes its port, or unbinds one that was there before it.</summary>
    public async Task<Result<Done>> RemoveAsync(string name, CancellationToken cancellation)
    {
        if (LabState.Load(directory) is not { } state || state.Instances.FirstOrDefault(one => one.Name == name) is not { } instance)
            return Error.NotFound("InstanceNotFound", $"There is no instance '{name}': 'naru lab instance list' shows those there are.");

        if (LabTargets.Host(directory, instance.Host).TryGet(out var host, out _))
            await Plugging.UnplugAsync(host, instance, state.Datapath, cancellation);
        instance.Holder.Kill();
        if (Directory.Exists(directory.Instance(name)))
            Directory.Delete(directory.Instance(name), recursive: true);
        (state with { Instances = [.. state.Instances.Where(other => other != instance)] }).Save(directory);
        return instance.KeepsPort
            ? await new InstancePorts(cloud).UnbindAsync(instance.Port.Id, cancellation)
            : await cloud.DeleteAsync(CloudResources.Ports, instance.Port.Id, cancellation);
    }

    private async Task<Result<CloudPort>> EnsurePortAsync(InstanceRequest request, InstanceState? known, CancellationToken cancellation)
    {
        if (known is not null && (await cloud.ShowAsync(CloudResources.Ports, known.Port.Id, cancellation)).TryGet(out var port, out _))
            return port;
        var ports = new InstancePorts(cloud);
        return request.Port is { } existing
            ? await ports.BindAsync(existing, request, cancellation)
            : await ports.CreateAsync(request, cancellation);
    }

    private async Task<InstancePort> DescribeAsync(CloudPort port, CancellationToken cancellation)
    {
        var network = await cloud.ShowAsync(CloudResources.Networks, port.NetworkId, cancellation);
        return new InstancePort(port.Id, port.MacAddress, network.Unwrap().Mtu, port.IsOnLinuxBridge ? PlugKind.Bridge : port.IsHybrid ? PlugKind.Hybrid : PlugKind.Direct) { BridgeName = port.BridgeName };
    }

    private Task<Result<CloudPort>> WaitForActiveAsync(InstanceState instance, CancellationToken cancellation) => Waiting.UntilAsync(
        async () => (await cloud.ShowAsync(CloudResources.Ports, instance.Port.Id, cancellation))
            .TryGet(out var port, out _) && port.IsActive ? port : null,
        $"The port {instance.Port.Id} of '{instance.Name}' is not ACTIVE after {Waiting.Limit}: 'naru logs {instance.Host}' says what its agent did.",
        cancellation);

    private Task<Result<DhcpLease>> WaitForLeaseAsync(InstanceState instance, CancellationToken cancellation) => Waiting.UntilAsync(
        () => Task.FromResult(DhcpClient.Lease(directory, instance.Name)),
        $"The instance '{instance.Name}' got no address by DHCP in {Waiting.Limit}: see {directory.Instance(instance.Name)}/dhcp.log and 'naru logs network'.",
        cancellation);

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
