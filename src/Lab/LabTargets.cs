using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Lab.Instances;
using Naru.Primitives;

namespace Naru.Lab;

/// <summary>Finds what a command can be run in: a host of the lab or an instance.</summary>
public static class LabTargets
{
    private const string NotThere = "TargetNotFound";

    /// <summary>A host, or the network of an instance: both with the programs of the machine.</summary>
    public static Result<LabShell> Any(LabDirectory directory, string name) =>
        Instance(directory, name) is { } found ? InstanceShells.Beside(directory, found) : Host(directory, name);

    /// <summary>A host, or an instance with its own files and programs.</summary>
    public static Result<LabShell> Inside(LabDirectory directory, string name) =>
        Instance(directory, name) is { } found ? InstanceShells.Inside(directory, found) : Host(directory, name);

    /// <summary>The same; the instance may also be one that somebody has made through the Compute API, and be given by its id.</summary>
    public static async Task<Result<LabShell>> InsideAsync(LabDirectory directory, string name, CancellationToken cancellation)
    {
        var known = Inside(directory, name);
        if (known.Error is not { Type: NotThere } || LabState.Load(directory) is not { } state
            || !CloudCredentials.OfAdministrator(directory, state).TryGet(out var credentials, out _) || !(await CloudClient.SignInAsync(credentials, cancellation)).TryGet(out var cloud, out _))
            return known;
        using (cloud)
        {
            if (!(await new CloudServers(cloud).FindAsync(name, cancellation)).TryGet(out var found, out var error))
                return error;
            return found.Count switch
            {
                0 => known,
                1 => InstanceShells.Inside(directory, found[0]),
                _ => Error.Conflict("SeveralTargets",
                    $"There are {found.Count} instances '{name}': name one by its id, {string.Join(", ", found.Select(instance => $"{instance.Id} on '{instance.Host}'"))}."),
            };
        }
    }

    /// <summary>The network of the instance that a port belongs to, with the programs of the machine; also of one that somebody has made through the Compute API.</summary>
    public static async Task<Result<LabShell>> BesideAsync(LabDirectory directory, CloudClient cloud, string portId, CancellationToken cancellation)
    {
        if (LabState.Load(directory)?.Instances.FirstOrDefault(instance => instance.Port.Id == portId) is { } own)
            return InstanceShells.Beside(directory, own);
        if (!(await cloud.ShowAsync(CloudResources.Ports, portId, cancellation)).TryGet(out var port, out var error)
            || !(await new CloudServers(cloud).FindAsync(port.DeviceId, cancellation)).TryGet(out var found, out error))
        {
            return error;
        }
        return found is [var instance] ? InstanceShells.Beside(directory, instance) : Error.NotFound(NotThere, $"Port {portId} belongs to no instance.");
    }

    private static InstanceState? Instance(LabDirectory directory, string name) =>
        LabState.Load(directory)?.Instances.FirstOrDefault(instance => instance.Name == name);

    public static Result<LabShell> Host(LabDirectory directory, string name)
    {
        if (LabState.Load(directory) is not { } state)
            return NoLab(directory);
        if (state.Hosts.FirstOrDefault(host => host.Host.Name == name) is not { } found)
        {
            var names = state.Hosts.Select(host => host.Host.Name).Concat(state.Instances.Select(instance => instance.Name));
            return Error.NotFound(NotThere,
                $"The lab '{directory.Name}' has no host or instance '{name}': it has {string.Join(", ", names)}.");
        }
        return found.Holder is { IsAlive: true } holder
            ? HostNamespaces.Shell(directory, name, holder)
            : Error.Conflict("HostDown", $"The host '{name}' is not running any more: 'naru up' repairs it.");
    }

    public static Error NoLab(LabDirectory directory) =>
        Error.NotFound("LabNotUp", $"There is no lab '{directory.Name}': start it with 'naru up'.");
}
