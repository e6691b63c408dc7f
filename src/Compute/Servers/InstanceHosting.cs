using Naru.Compute.Hosts;
using Naru.Compute.Volumes;
using Naru.Network.NodeLink;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Compute.Servers;

/// <summary>What hosts are told of instances, and what they report.</summary>
/// <remarks>The host that an instance is on makes it what it shall be; one that only keeps disks of it (until a move is confirmed) sees it stopped and without ports.</remarks>
internal sealed class InstanceHosting(ServerProgress progress, IVolumes volumes, ComputeOptions options) : IHostedPart
{
    public NodeView AddTo(NodeView view, IStateReader state, string host)
    {
        var told = ComputeTables.ServersByHost.Of(state, host).Select(server => ForHost(state, server, host)).OfType<NodeInstance>();
        return view with { Instances = NodeTable<NodeInstance>.Of(told) };
    }

    public bool Touches(Change change, NodeView told, string host) =>
        IsOn(change.Before as Server, host) || IsOn(change.After as Server, host) || volumes.HostOf(change) == host;

    public void Attach(Transaction state, NodeHello hello)
    {
        var known = state.In(ComputeTables.Hosts).Find(hello.Host);
        if (hello.Hypervisor is not { } hypervisor)
        {
            // It has no instances any more, and nothing to say of what it had.
            foreach (var server in ComputeTables.ServersByHost.Of(state, hello.Host).Where(server => server.IsDeleting && server.Host == hello.Host).ToList())
                progress.Remove(state, server);
        }
        else if (known is null)
        {
            state.Insert(ComputeTables.Hosts, NewHost(state, hello.Host, hypervisor));
        }
        else
        {
            state.Update(ComputeTables.Hosts, known with { Hypervisor = hypervisor, UpdatedAt = state.Time });
        }
    }

    public void Record(Transaction state, string host, NodeReport report)
    {
        foreach (var observed in report.Instances)
            progress.Record(state, host, observed);
    }

    public bool Concerns(NodeReport report) => !report.Instances.IsEmpty;

    private static bool IsOn(Server? server, string host) => server is not null && server.Hosts.Contains(host);

    /// <summary>What a host is told of an instance; null: nothing yet.</summary>
    internal NodeInstance? ForHost(IStateReader state, Server server, string host)
    {
        var isComing = server.Move?.Target == host;
        if (server.Host != host && (server.IsDeleting || !isComing))
            return server.IsDeleting ? null : Stored(server);
        if (server.IsDeleting)
            return Stored(server) with { IsLeaving = true };
        // What it is made of is told by the host that it is on.
        if (isComing && server.Move!.Machine is null)
            return null;
        var connections = server.Volumes.Where(volume => !volume.IsLeaving).Select(volume => ForHost(state, volume, isComing ? host : null)).ToList();
        // It starts at a place with all of its volumes or not at all; one that is attached later is no reason to wait.
        if ((server.Observed is null || isComing) && connections.Contains(null))
            return null;
        return new NodeInstance(server.Id, NameOf(server), server.HostName, server.ProjectId, server.Power, server.Boots, server.Builds, server.Flavor.ForHost())
        {
            DisplayName = server.Name,
            Image = server.ShelvedImage ?? server.Image,
            RescueImage = server.RescueImage,
            IsHardBoot = server.IsHardBoot,
            PortIds = server.Ports.Where(port => !port.IsLeaving).Select(port => port.PortId).ToEquatableList(),
            Volumes = connections.OfType<NodeInstanceVolume>().ToEquatableList(),
            DeviceTags = server.Ports.Where(port => port is { IsLeaving: false, Tag: not null }).Select(port => new NodeKeyValue(port.PortId, port.Tag!)).Concat(server.Flavor.DiskTags).ToEquatableList(),
            SnapshotImageIds = server.Snapshots.Select(snapshot => snapshot.ImageId).ToEquatableList(),
            DisksOn = server.DisksOn,
            Departure = isComing ? null : DepartureOf(server),
            Arrival = isComing ? new NodeArrival(server.Move!.MigrationId, server.Move.Machine!) : null,
            Metadata = server.Metadata,
            KeyName = server.KeyName,
            PublicKey = server.PublicKey,
            UserData = server.UserData,
            HasConfigDrive = server.HasConfigDrive,
            AdminPassword = server.AdminPassword,
            SealedPassword = server.SealedPassword,
            AvailabilityZone = HostStates.ZoneOf(state, host, options.DefaultZone),
        };
    }

    private static NodeInstance Stored(Server server) => new(
        server.Id, NameOf(server), server.HostName, server.ProjectId, NodeInstancePower.Stopped, server.Boots, server.Builds, (server.Move?.Former ?? server.Flavor).ForHost())
    {
        Image = server.Image,
    };

    private static NodeDeparture? DepartureOf(Server server) => server.Move is { Phase: ServerMovePhase.Live } move
        ? new NodeDeparture(move.MigrationId) { MemoryAt = move.MemoryAt ?? "", DisksAt = move.DisksAt ?? "", IsHurried = move.IsHurried }
        : null;

    /// <param name="target">The host that it is about to come to; null: the one that it is on.</param>
    private NodeInstanceVolume? ForHost(IStateReader state, ServerVolume volume, string? target) =>
        volumes.Connection(state, volume.AttachmentId, target) is { } connection
        ? new NodeInstanceVolume(volume.VolumeId, volume.Device, connection.Uri, volume.BootIndex, connection.IsReadOnly)
        {
            Tag = volume.Tag ?? "",
            SizeGiB = connection.SizeGiB,
            Secret = connection.Secret,
        }
        : null;

    public static string NameOf(Server server) => $"instance-{server.Number:x8}";

    private static ComputeHost NewHost(Transaction state, string name, NodeHypervisor hypervisor) => new()
    {
        Id = name,
        Number = Counter.Next(state, "hosts"),
        HypervisorUuid = Guid.NewGuid().ToString(),
        ServiceUuid = Guid.NewGuid().ToString(),
        Hypervisor = hypervisor,
        UpdatedAt = state.Time,
    };
}
