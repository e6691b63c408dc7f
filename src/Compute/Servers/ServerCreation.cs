using System.Security.Cryptography;
using System.Text.Json;
using Naru.Compute.Actions;
using Naru.Compute.Flavors;
using Naru.Compute.Hosts;
using Naru.Compute.Keypairs;
using Naru.Compute.Quotas;
using Naru.Compute.Requests;
using Naru.Compute.Scheduling;
using Naru.Compute.Validation;
using Naru.Network.AutoAllocation;
using Naru.Network.Ports;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Compute.Servers;

/// <summary>Makes instances: reads what is wanted, and puts them on hosts with their ports and volumes, all in one write.</summary>
internal sealed class ServerCreation(
    ServerImages images, ServerVolumes volumes, InstancePorts ports, ServerProgress progress, Scheduler scheduler, TopologyAllocation topologies, ComputeQuotas quotas, ComputeOptions options)
{
    private const int PasswordLength = 12;

    // Without letters and digits that look alike.
    private const string PasswordLetters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    public static string NewPassword() => RandomNumberGenerator.GetString(PasswordLetters, PasswordLength);

    /// <summary>Finds all that a request names; what is not there is a bad request.</summary>
    public Result<ServerWish> Read(Transaction state, ComputeRequest request, JsonElement body)
    {
        var server = body.GetProperty("server");
        var hints = body.Of("os:scheduler_hints") is { ValueKind: JsonValueKind.Object } given ? given : body.Of("OS-SCH-HNT:scheduler_hints");
        var (min, max) = (server.WholeOf("min_count"), server.WholeOf("max_count"));
        if (!Flavor(state, request, server.TextOf("flavorRef")!).TryGet(out var flavor, out var error)
            || !BlockDevices.Read(server, flavor).Then(read => read.WithMapping(Mapping(state, request, read.ImageId), flavor)).TryGet(out var devices, out error)
            || !Image(state, request, devices, flavor).TryGet(out var image, out error)
            || !Zone(state, request, server).TryGet(out var place, out error)
            || !Group(state, request, hints).TryGet(out var groupId, out error)
            || !Key(state, request, server).TryGet(out var key, out error)
            || !Groups(state, request, server).TryGet(out var groups, out error)
            || !Ports(state, request, server.Of("networks"), groups).TryGet(out var wishes, out error)
            || !Count(min, max, wishes).TryGet(out _, out error)
            || !CheckLimits(state, request, server).TryGet(out _, out error))
        {
            return error;
        }
        flavor = flavor with { EphemeralDisks = devices.EphemeralDisks, Swap = devices.SwapMiB ?? flavor.Swap, HasNoRoot = image is null, DiskTags = devices.DiskTags };
        var name = server.TextOf("name")!;
        return new ServerWish(
            new Server
            {
                ProjectId = request.Caller.ProjectId,
                UserId = request.Caller.UserId,
                Name = name,
                HostName = server.TextOf("hostname") ?? "",
                Description = server.TextOf("description") ?? (request.Version < 19 ? name : null),
                Flavor = flavor,
                Image = image,
                KeyName = key?.Name,
                PublicKey = key?.PublicKey,
                UserData = server.TextOf("user_data"),
                HasConfigDrive = server.FlagOf("config_drive"),
                AdminPassword = server.TextOf("adminPass") ?? NewPassword(),
                Metadata = server.PairsOf("metadata"),
                Tags = server.TextsOf("tags"),
                TrustedCertificates = server.TextsOf("trusted_image_certificates"),
                DiskConfig = server.TextOf("OS-DCF:diskConfig") ?? "MANUAL",
                AccessIpv4 = ServerShapes.Usual(server.TextOf("accessIPv4")),
                AccessIpv6 = ServerShapes.Usual(server.TextOf("accessIPv6")),
                WantedZone = place.Zone,
                WantedHost = place.Host,
                GroupId = groupId,
                Hints = hints.ValueKind is JsonValueKind.Object ? hints.GetRawText() : null,
                Power = NodeInstancePower.Running,
                Boots = 1,
                Builds = 1,
            },
            wishes, devices.Volumes, min ?? 1, Math.Max(max ?? min ?? 1, min ?? 1))
        {
            SecurityGroups = server.ItemsOf("security_groups").Select(group => group.TextOf("name") ?? "default").Distinct().ToEquatableList(),
            Hints = hints,
            IsForced = place.IsForced,
            ReturnsReservation = server.FlagOf("return_reservation_id"),
        };
    }

    /// <summary>Makes as many as are wanted and allowed. One that finds no host is in ERROR and says why.</summary>
    public Result<IReadOnlyList<Server>> Create(Transaction state, ComputeRequest request, ServerWish wish)
    {
        var (flavor, project) = (wish.Draft.Flavor, wish.Draft.ProjectId);
        var count = wish.MaxCount;
        while (!quotas.Check(state, project, count, count * flavor.Vcpus, count * flavor.Ram).TryGet(out _, out var refusal))
        {
            if (--count < wish.MinCount)
                return refusal;
        }
        if (!CheckGroup(state, wish.Draft.GroupId, count).TryGet(out _, out var full))
            return full;
        var reservation = $"r-{RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz0123456789", 8)}";
        var made = new List<Server>();
        for (var index = 0; index < count; index++)
        {
            var name = wish.MaxCount > 1 ? $"{wish.Draft.Name}-{index + 1}" : wish.Draft.Name;
            var draft = wish.Draft with
            {
                Id = Guid.NewGuid().ToString(),
                Number = Counter.Next(state, "servers"),
                Name = name,
                HostName = wish.Draft.HostName.Length > 0 ? wish.Draft.HostName : HostNames.Of(name),
                ReservationId = reservation,
                LaunchIndex = index,
                CreatedAt = state.Time,
                UpdatedAt = state.Time,
            };
            if (!Place(state, request, draft, wish).TryGet(out var server, out var error))
                return error;
            server = progress.Save(state, server);
            ServerActions.Begin(state, request, server, "create");
            ServerActions.Settle(state, server);
            made.Add(server);
        }
        return made;
    }

    private Result<Server> Place(Transaction state, ComputeRequest request, Server draft, ServerWish wish)
    {
        var placed = scheduler.Place(state, new PlacementWish(draft.Flavor)
        {
            Zone = wish.IsForced ? null : draft.WantedZone, Host = draft.WantedHost, IsForced = wish.IsForced, GroupId = draft.GroupId, Hints = wish.Hints,
        });
        if (!placed.TryGet(out var host, out var error))
            return Failed(state, draft, error);
        var server = draft with { Host = host };
        foreach (var port in wish.Ports)
        {
            if (!PortFor(state, request, server, port).TryGet(out var own, out error))
                return error;
            server = server with { Ports = [.. server.Ports.Items, own] };
        }
        return volumes.AttachAll(state, request.Caller, server, wish.Volumes);
    }

    /// <summary>The port that a wish is for: a given one is bound, another made.</summary>
    public Result<ServerPort> PortFor(Transaction state, ComputeRequest request, Server server, PortWish wish)
    {
        var zone = HostStates.ZoneOf(state, server.Host, options.DefaultZone);
        var port = wish.PortId is { } id && state.In(PortTable.Table).Find(id) is { } given
            ? ports.Bind(state, given, server, zone)
            : ports.Create(state, request.Caller, server, zone, wish);
        return port.TryGet(out var bound, out var error)
            ? new ServerPort(bound.Id, wish.PortId is null, wish.Tag)
            : error.Kind is ErrorKind.OverQuota ? NovaErrors.OverQuota("Maximum number of ports exceeded")
            : error.Kind is ErrorKind.NotFound or ErrorKind.Invalid ? NovaErrors.BadRequest(error.Message)
            : error;
    }

    private static Server Failed(Transaction state, Server draft, Error error) =>
        draft with { HasFailed = true, Fault = new ServerFault(ServerFault.Internal, error.Message, state.Time) };

    private static Result<ServerFlavor> Flavor(Transaction state, ComputeRequest request, string reference)
    {
        // Old clients name it by its URL.
        var id = reference[(reference.LastIndexOf('/') + 1)..];
        return FlavorEndpoints.Find(state, request.Caller, id).TryGet(out var flavor, out _) && !flavor.IsDisabled
            ? ServerFlavor.Of(flavor)
            : NovaErrors.BadRequest($"Flavor {id} could not be found.");
    }

    private string? Mapping(Transaction state, ComputeRequest request, string? imageId) => imageId is not null && images.Find(state, request.Caller, imageId).TryGet(out var image, out _)
        ? image.Properties.Items.FirstOrDefault(property => property.Name == BlockDevices.MappingProperty)?.Value
        : null;

    private Result<NodeInstanceImage?> Image(Transaction state, ComputeRequest request, BlockDevices devices, ServerFlavor flavor)
    {
        if (devices.ImageId is not { } id)
            return default(Result<NodeInstanceImage?>);
        if (!images.Usable(state, request.Caller, id).TryGet(out var image, out var error) || !ServerImages.Fits(image, flavor, checksDisk: true).TryGet(out _, out error))
            return error;
        return ServerImages.ForHost(image);
    }

    private Result<(string? Zone, string? Host, bool IsForced)> Zone(Transaction state, ComputeRequest request, JsonElement server)
    {
        var host = server.TextOf("host") ?? server.TextOf("hypervisor_hostname");
        if (host is not null && !request.Require("compute:servers:create:requested_destination").TryGet(out _, out var refusal))
            return refusal;
        if (host is not null && !state.In(ComputeTables.Hosts).Contains(host))
            return NovaErrors.BadRequest($"Compute host {host} could not be found.");
        var zone = server.TextOf("availability_zone");
        if (zone?.Split(':') is { Length: > 1 } parts)
        {
            if (!request.Require("servers:create:forced_host").TryGet(out _, out refusal))
                return refusal;
            var forced = parts[1].Length > 0 ? parts[1] : parts[^1];
            return parts.Length > 3 ? NovaErrors.BadRequest("Unable to parse availability_zone: expected ZONE[:HOST[:NODE]].")
                : state.In(ComputeTables.Hosts).Contains(forced) ? (parts[0].Length > 0 ? parts[0] : null, forced, true)
                : NovaErrors.BadRequest($"No valid host was found. No such host - host: {forced} node: None");
        }
        var isKnown = zone is null || state.In(ComputeTables.Hosts).All.Any(known => HostStates.ZoneOf(state, known.Id, options.DefaultZone) == zone);
        return isKnown ? (zone, host, false) : NovaErrors.BadRequest("The requested availability zone is not available");
    }

    private static Result<string?> Group(Transaction state, ComputeRequest request, JsonElement hints)
    {
        if (hints.TextOf("group") is not { } id)
            return default(Result<string?>);
        return state.In(ComputeTables.Groups).Find(id) is { } group && group.ProjectId == request.Caller.ProjectId
            ? group.Id
            : NovaErrors.BadRequest($"Instance group {id} could not be found.");
    }

    private Result<Done> CheckGroup(Transaction state, string? groupId, int count) => groupId is null
        || ComputeTables.ServersByGroup.CountOf(state, groupId) + count <= quotas.LimitOf(state, state.In(ComputeTables.Groups).Find(groupId)!.ProjectId, "server_group_members")
            ? Done.Ok
            : NovaErrors.OverQuota("Quota exceeded, too many servers in group");

    private static Result<Keypair?> Key(Transaction state, ComputeRequest request, JsonElement server)
    {
        if (server.TextOf("key_name") is not { } name)
            return default(Result<Keypair?>);
        return state.In(ComputeTables.Keypairs).Find(Keypair.KeyOf(request.Caller.UserId, name)) is { } key ? key : NovaErrors.BadRequest("Invalid key_name provided.");
    }

    private static Result<EquatableList<string>> Groups(Transaction state, ComputeRequest request, JsonElement server)
    {
        var names = server.ItemsOf("security_groups").Select(group => group.TextOf("name") ?? "default").ToList();
        // Only the default one: that is what ports get by themselves.
        if (names.TrueForAll(name => name == "default"))
            return EquatableList<string>.Empty;
        return NetworkChoice.Groups(state, request.Caller.ProjectId, names).TryGet(out var ids, out var error) ? ids : NovaErrors.BadRequest(error.Message);
    }

    // "auto" makes a network for a project that has none (since 2.37).
    private Result<IReadOnlyList<PortWish>> Ports(Transaction state, ComputeRequest request, JsonElement networks, EquatableList<string> groups)
    {
        var isAutomatic = networks.ValueKind is JsonValueKind.String && networks.GetString() == "auto";
        var found = NetworkChoice.Of(state, request.Caller, networks, groups);
        if (!isAutomatic || found is not { Value.Count: 0 })
            return found;
        return topologies.Ensure(state, request.Caller, request.Caller.ProjectId).TryGet(out var topology, out var error)
            ? new PortWish[] { new(topology.NetworkId, null, null, null) { SecurityGroupIds = groups } }
            : NovaErrors.BadRequest($"Unable to automatically allocate a network for project {request.Caller.ProjectId}: {error.Message}");
    }

    private static Result<Done> Count(int? min, int? max, IReadOnlyList<PortWish> ports)
    {
        if (min > max)
            return NovaErrors.BadRequest("min_count must be <= max_count");
        if ((max ?? min) is not > 1)
            return Done.Ok;
        return ports.Any(port => port.PortId is not null) ? NovaErrors.BadRequest("Unable to launch multiple instances with a single configured port ID. Please launch your instance one by one with different ports.")
            : ports.Any(port => port.Address is not null) ? NovaErrors.BadRequest("Unable to launch multiple instances with a single configured fixed IP address.")
            : Done.Ok;
    }

    private Result<Done> CheckLimits(Transaction state, ComputeRequest request, JsonElement server)
    {
        var project = request.Caller.ProjectId;
        if (server.PairsOf("metadata").Count > quotas.LimitOf(state, project, "metadata_items"))
            return NovaErrors.OverQuota("Maximum number of metadata items exceeds the quota.");
        var files = server.ItemsOf("personality").ToList();
        return files.Count > quotas.LimitOf(state, project, "injected_files") ? NovaErrors.OverQuota("Quota exceeded, too many injected files.")
            : files.Count > 0 ? NovaErrors.BadRequest("No driver of this cloud puts files into root disks (personality): use user_data or a config drive.")
            : Done.Ok;
    }
}
