using Naru.Lab.Cloud;
using Naru.Primitives;

namespace Naru.Lab.Instances;

/// <summary>The light instances of a lab: makes their ports through the public API, plugs them, starts them, removes them.</summary>
public sealed class LabInstances(LabDirectory directory, CloudClient cloud)
{
    // What a wired port and a DHCP exchange need at most on a machine that is busy with other things.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Makes the instance and waits until its port is ACTIVE and it has its address; keeps one that lives.</summary>
    public async Task<Result<InstanceState>> EnsureAsync(InstanceRequest request, CancellationToken cancellation)
    {
        if (!CheckName(request.Name).TryGet(out _, out var error) || !LabTargets.Host(directory, request.Host).TryGet(out var host, out error))
            return error;
        var state = LabState.Load(directory)!;
        var known = state.Instances.FirstOrDefault(instance => instance.Name == request.Name);
        if (known is not null && known.Host != request.Host)
            return Error.Conflict("InstanceExists", $"The instance '{request.Name}' is on '{known.Host}': remove it first, or choose another name.");

        if (!(await EnsurePortAsync(request, known, cancellation)).TryGet(out var port, out error))
            return error;
        var instance = known is { Holder.IsAlive: true } && known.Port.Id == port.Id
            ? known
            : new InstanceState(
                request.Name, port.DeviceId, request.Host, await DescribeAsync(port, cancellation),
                await InstanceNamespaces.MakeAsync(directory, request.Host, request.Name, cancellation));
        (state with { Instances = [.. state.Instances.Where(other => other.Name != instance.Name), instance] }).Save(directory);

        await Plugging.PlugAsync(host, instance, state.Datapath, cancellation);
        if (!(await WaitForActiveAsync(instance, cancellation)).TryGet(out _, out error))
            return error;
        await DhcpClient.EnsureAsync(InstanceNamespaces.Shell(directory, instance), state.Datapath, cancellation);
        return (await WaitForLeaseAsync(instance, cancellation)).Map(_ => instance);
    }

    /// <summary>Unplugs and ends the instance and deletes its port.</summary>
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
        return await cloud.DeleteAsync(CloudResources.Ports, instance.Port.Id, cancellation);
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
        var isHybrid = port.VifDetails.TryGetValue("ovs_hybrid_plug", out var hybrid) && hybrid.ValueKind is System.Text.Json.JsonValueKind.True;
        return new InstancePort(port.Id, port.MacAddress, network.Unwrap().Mtu, isHybrid ? PlugKind.Hybrid : PlugKind.Direct);
    }

    private Task<Result<CloudPort>> WaitForActiveAsync(InstanceState instance, CancellationToken cancellation) => WaitAsync(
        async () => (await cloud.ShowAsync(CloudResources.Ports, instance.Port.Id, cancellation))
            .TryGet(out var port, out _) && port.IsActive ? port : null,
        $"The port {instance.Port.Id} of '{instance.Name}' is not ACTIVE after {Patience.TotalSeconds:0} s: 'naru logs {instance.Host}' says what its agent did.",
        cancellation);

    private Task<Result<DhcpLease>> WaitForLeaseAsync(InstanceState instance, CancellationToken cancellation) => WaitAsync(
        () => Task.FromResult(DhcpClient.Lease(directory, instance.Name)),
        $"The instance '{instance.Name}' got no address by DHCP in {Patience.TotalSeconds:0} s: see {directory.Instance(instance.Name)}/dhcp.log and 'naru logs network'.",
        cancellation);

    private static async Task<Result<T>> WaitAsync<T>(Func<Task<T?>> look, string refusal, CancellationToken cancellation)
        where T : class
    {
        for (var end = DateTime.UtcNow + Patience; DateTime.UtcNow < end; await Task.Delay(Pause, cancellation))
        {
            if (await look() is { } found)
                return found;
        }
        return new Error(ErrorKind.Unavailable, "Timeout", refusal);
    }

    private static Result<Done> CheckName(string name) =>
        name.Length is > 0 and <= 63 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') && name[0] != '-'
            ? Done.Ok
            : Error.Invalid($"'{name}' is not a name for an instance: use 1 to 63 letters, digits and hyphens; it becomes its host name.");
}
