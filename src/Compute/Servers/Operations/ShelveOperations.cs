using Naru.Compute.Hosts;
using Naru.Compute.Scheduling;
using Naru.Compute.Validation;
using Naru.Compute.Volumes;
using Naru.Images;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Rest.Endpoints;

namespace Naru.Compute.Servers.Operations;

/// <summary>Putting instances on the shelf, and taking them from it. What is shelved gives its host free at once (nova.conf, <c>shelved_offload_time = 0</c>).</summary>
internal sealed class ShelveOperations(Scheduler scheduler, InstancePorts ports, IVolumes volumes, ComputeOptions options) : IOperations
{
    private static readonly Shape Unshelve = Shapes.Nullable(Shapes.Object(
        new Member("availability_zone", Shapes.Nullable(Shapes.Name)) { Since = 77 },
        new Member("host", ServerShapes.HostName) { Since = 91 }));

    public IEnumerable<ServerOperation> All =>
    [
        new("shelve", "os-shelve:shelve", Shapes.Any, Shelved) { Verb = "shelve", From = [VmStates.Active, VmStates.Stopped, VmStates.Paused, VmStates.Suspended] },
        new("shelveOffload", "os-shelve:shelve_offload", Shapes.Any, run => run.Accept(run.Server)) { Verb = "shelveOffload", From = [VmStates.Shelved] },
        new("unshelve", "os-shelve:unshelve", Unshelve, Unshelved) { Verb = "unshelve", From = [VmStates.Shelved, VmStates.Offloaded], NeedsNoHost = true, FindsHost = true },
    ];

    private static Result<Reply> Shelved(OperationRun run)
    {
        var server = run.Server with { Shelving = Shelving.Shelving, Power = NodeInstancePower.Stopped };
        if (server.IsVolumeBooted)
            return run.Accept(server);
        var image = ServerImages.Begin(run.State, run.Request, server, $"{server.Name}-shelved", "snapshot", []);
        return run.Accept(server with { ShelvedImageId = image.Id, Snapshots = [.. server.Snapshots.Items, new ServerSnapshot(image.Id)] });
    }

    private Result<Reply> Unshelved(OperationRun run)
    {
        var server = run.Server;
        var named = run.Arguments.TextOf("host");
        if (named is not null && !run.Request.Require("os-shelve:unshelve_to_host").TryGet(out _, out var error))
            return error;
        if (named is not null && !run.State.In(ComputeTables.Hosts).Contains(named))
            return NovaErrors.BadRequest($"Compute host {named} could not be found.");
        var zone = run.Arguments.Has("availability_zone") ? run.Arguments.TextOf("availability_zone") : server.WantedZone;
        if (!scheduler.Place(run.State, new PlacementWish(server.Flavor) { Zone = zone, Host = named, GroupId = server.GroupId, ServerId = server.Id }).TryGet(out var host, out error))
            return error;
        var image = server.ShelvedImageId is { } id ? run.State.In(ImageTables.Images).Find(id) : null;
        if (server.ShelvedImageId is not null && image is not { HasData: true })
            return NovaErrors.BadRequest($"Unshelve requested but the original image was not found: image {server.ShelvedImageId} is gone.");
        var unshelving = server with
        {
            Shelving = Shelving.Unshelving,
            Host = host,
            WantedZone = zone,
            ShelvedImage = image is null ? null : ServerImages.ForHost(image),
            Power = NodeInstancePower.Running,
            Builds = server.Builds + 1,
            Boots = server.Boots + 1,
            Observed = null,
        };
        ports.Follow(run.State, unshelving, HostStates.ZoneOf(run.State, host, options.DefaultZone));
        foreach (var volume in unshelving.Volumes)
            volumes.Moved(run.State, volume.AttachmentId, host);
        return run.Accept(unshelving);
    }
}
