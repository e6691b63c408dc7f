using System.Text.RegularExpressions;
using Naru.Compute.Requests;
using Naru.Compute.Validation;
using Naru.Primitives;
using Naru.Rest.Style;

namespace Naru.Compute.Servers;

/// <summary>Which instances a list has, and in what order (nova/api/openstack/compute/schemas/servers.py, <c>query_params</c>).</summary>
internal static class ServerList
{
    // What anybody may filter by; administrators may by all (SERVER_LIST_FILTERS of the policy allow_all_filters).
    private static readonly string[] ForEverybody =
    [
        "reservation_id", "name", "status", "image", "flavor", "ip", "changes-since", "changes-before", "all_tenants", "ip6", "tags", "tags-any", "not-tags", "not-tags-any",
    ];

    private static readonly string[] ForEverybodyLater =
        ["availability_zone", "config_drive", "key_name", "created_at", "launched_at", "terminated_at", "power_state", "task_state", "vm_state", "progress", "user_id"];

    private static readonly string[] Known =
    [
        .. ForEverybody, .. ForEverybodyLater, "limit", "marker", "sort_key", "sort_dir", "uuid", "tenant_id", "project_id", "host", "hostname", "hypervisor_hostname", "node", "locked",
        "deleted", "description", "display_description", "display_name", "instance_name", "kernel_id", "launch_index", "ramdisk_id", "root_device_name", "server_id", "locked_by", "access_ip_v4",
        "access_ip_v6", "all_tenants", "auto_disk_config", "cell_name", "cleaned", "default_ephemeral_device", "default_swap_device", "disable_terminate", "ephemeral_gb", "ephemeral_key_uuid",
        "internal_id", "memory_mb", "os_type", "root_gb", "shutdown_terminate", "soft_deleted", "updated_at", "user_data", "vcpus", "vm_mode", "image_ref", "instance_type_id", "block_device_mapping", "services",
        "system_metadata", "info_cache", "metadata", "pci_devices", "security_groups",
    ];

    /// <summary>All that the query asks for, in order.</summary>
    public static Result<IReadOnlyList<Server>> Of(ComputeRequest request, string rule)
    {
        if (!CheckKnown(request).TryGet(out _, out var error)
            || !Scope(request, rule).TryGet(out var candidates, out error)
            || !Moments(request).TryGet(out var times, out error)
            || !Filters(request).TryGet(out var filters, out error))
        {
            return error;
        }
        var found = candidates.Where(server => times.Contains(server.UpdatedAt) && filters.TrueForAll(filter => filter(server)));
        return Sorted(request, found);
    }

    // Since 2.75 what is not known is refused.
    private static Result<Done> CheckKnown(ComputeRequest request)
    {
        const int Strict = 75;
        if (request.Version < Strict)
            return Done.Ok;
        return request.Query.Keys.FirstOrDefault(name => !Known.Contains(name)) is { } unknown
            ? NovaErrors.BadRequest($"Invalid input for query parameters. Value: {unknown}. Additional properties are not allowed ('{unknown}' was unexpected)")
            : Done.Ok;
    }

    private static Result<IEnumerable<Server>> Scope(ComputeRequest request, string rule)
    {
        var (all, wantsDeleted) = (request.Query["all_tenants"].LastOrDefault(), WantsDeleted(request));
        if (all is { Length: > 0 } && !Shapes.IsWord(all) && !int.TryParse(all, out _))
            return NovaErrors.BadRequest($"Invalid value '{all}' for all_tenants: expected a boolean.");
        var isForAll = request.Query.ContainsKey("all_tenants") && (all is null or { Length: 0 } || Shapes.IsYes(all));
        if (isForAll)
        {
            if (!request.Require($"{rule}:get_all_tenants").TryGet(out _, out var error))
                return error;
            var project = request.Query["project_id"].LastOrDefault() ?? request.Query["tenant_id"].LastOrDefault();
            var everything = request.State.In(ComputeTables.Servers).All.Concat(wantsDeleted ? request.State.In(ComputeTables.DeletedServers).All : []);
            return Lazy(project is null ? everything : everything.Where(server => server.ProjectId == project));
        }
        // Administrators may look into another project without all_tenants, too.
        var own = request.Caller.IsAdmin && request.Query["project_id"].LastOrDefault() is { Length: > 0 } named ? named : request.Caller.ProjectId;
        return Lazy(ComputeTables.ServersByProject.Of(request.State, own).Concat(wantsDeleted ? ComputeTables.DeletedServersByProject.Of(request.State, own) : []));

        static Result<IEnumerable<Server>> Lazy(IEnumerable<Server> servers) => servers.ToList();
    }

    private static bool WantsDeleted(ComputeRequest request) =>
        request.Query.ContainsKey("changes-since") || (request.Caller.IsAdmin && (request.Query["deleted"].LastOrDefault() is { } deleted && Shapes.IsYes(deleted) || IsStatus(request, "DELETED")));

    private static bool IsStatus(ComputeRequest request, string status) => request.Query["status"].OfType<string>().Any(wanted => wanted.Equals(status, StringComparison.OrdinalIgnoreCase));

    private static Result<TimeSpanOfChanges> Moments(ComputeRequest request)
    {
        if (!Moment(request, "changes-since").TryGet(out var since, out var error))
            return error;
        if (request.Version < 66)
            return new TimeSpanOfChanges(since, null);
        if (!Moment(request, "changes-before").TryGet(out var before, out error))
            return error;
        return since > before ? NovaErrors.BadRequest("The value of changes-since must be less than or equal to changes-before.") : new TimeSpanOfChanges(since, before);
    }

    private static Result<DateTimeOffset?> Moment(ComputeRequest request, string name)
    {
        if (!request.Query.TryGetValue(name, out var texts))
            return default(Result<DateTimeOffset?>);
        return Times.TryRead(texts[^1] ?? "", out var moment)
            ? moment
            : NovaErrors.BadRequest($"Invalid input for query parameters {name}. Value: {texts[^1]}. It is not a 'date-time'.");
    }

    private static Result<List<Predicate<Server>>> Filters(ComputeRequest request)
    {
        var filters = new List<Predicate<Server>>();
        foreach (var (name, values) in request.Query)
        {
            var isAllowed = ForEverybody.Contains(name) || (request.Version >= 83 && ForEverybodyLater.Contains(name)) || request.May("servers:allow_all_filters");
            if (!isAllowed)
                continue;
            var texts = values.OfType<string>().ToList();
            if (name == "status" && !request.Caller.IsAdmin && IsStatus(request, "DELETED"))
                return NovaErrors.Forbidden("Only administrators may list deleted instances");
            if (!Filter(request, name, texts).TryGet(out var filter, out var error))
                return error;
            filters.Add(filter);
        }
        return filters;
    }

    private static Result<Predicate<Server>> Filter(ComputeRequest request, string name, List<string> values)
    {
        var value = values.LastOrDefault() ?? "";
        var isTags = request.Version >= 26;
        return name switch
        {
            "name" or "display_name" => Matching(value, server => [server.Name]),
            "ip" => Matching(value, server => Addresses(request, server, isV4: true)),
            "ip6" => Matching(value, server => Addresses(request, server, isV4: false)),
            "status" => Is(server => values.Exists(wanted => wanted.Equals(ServerStates.Of(server).Status, StringComparison.OrdinalIgnoreCase))),
            "image" or "image_ref" => Is(server => server.Image?.Id == Last(value)),
            "flavor" => Is(server => server.Flavor.FlavorId == Last(value)),
            "reservation_id" => Is(server => server.ReservationId == value),
            "host" or "node" or "hypervisor_hostname" => Is(server => server.Host == value),
            "hostname" => Is(server => server.HostName == value),
            "uuid" or "server_id" => Is(server => server.Id == value),
            "user_id" => Is(server => server.UserId == value),
            "key_name" => Is(server => server.KeyName == value),
            "availability_zone" => Is(server => server.WantedZone == value),
            "config_drive" => Shapes.IsWord(value) ? Is(server => server.HasConfigDrive == Shapes.IsYes(value)) : NovaErrors.BadRequest($"Invalid config_drive filter '{value}'."),
            "description" or "display_description" => Matching(value, server => [server.Description ?? ""]),
            "vm_state" => Is(server => values.Contains(ServerStates.Of(server).VmState)),
            "task_state" => Is(server => values.Contains(ServerStates.Of(server).TaskState ?? "None")),
            "power_state" => int.TryParse(value, out var power) ? Is(server => ServerStates.Of(server).PowerState == power) : NovaErrors.BadRequest($"Invalid power_state '{value}'."),
            "locked" when request.Version >= 73 => Shapes.IsWord(value) ? Is(server => server.Lock is not null == Shapes.IsYes(value)) : NovaErrors.BadRequest($"Invalid locked filter '{value}'."),
            "deleted" => Is(server => server.DeletedAt is not null == Shapes.IsYes(value)),
            "tags" when isTags => Is(server => Words(value).All(server.Tags.Items.Contains)),
            "tags-any" when isTags => Is(server => Words(value).Any(server.Tags.Items.Contains)),
            "not-tags" when isTags => Is(server => !Words(value).All(server.Tags.Items.Contains)),
            "not-tags-any" when isTags => Is(server => !Words(value).Any(server.Tags.Items.Contains)),
            _ => Is(_ => true),
        };
    }

    private static Result<Predicate<Server>> Is(Predicate<Server> predicate) => predicate;

    // Regular expressions of anybody: matched in linear time, or taken for plain text when they are none.
    private static Result<Predicate<Server>> Matching(string pattern, Func<Server, IEnumerable<string>> texts)
    {
        try
        {
            var regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return Is(server => texts(server).Any(regex.IsMatch));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return Is(server => texts(server).Any(text => text.Contains(pattern, StringComparison.Ordinal)));
        }
    }

    private static IEnumerable<string> Addresses(ComputeRequest request, Server server, bool isV4) =>
        ServerAddresses.Of(request.State, server).SelectMany(network => network).Where(address => address.Address.IsV4 == isV4).Select(address => address.Address.ToString());

    private static string[] Words(string value) => value.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static string Last(string value) => value[(value.LastIndexOf('/') + 1)..];

    private static Result<IReadOnlyList<Server>> Sorted(ComputeRequest request, IEnumerable<Server> servers)
    {
        var (keys, directions) = (request.Query["sort_key"].OfType<string>().ToList(), request.Query["sort_dir"].OfType<string>().ToList());
        if (keys.Count == 0)
            (keys, directions) = (["created_at"], directions.Count > 0 ? directions : ["desc"]);
        IOrderedEnumerable<Server>? ordered = null;
        foreach (var (index, key) in keys.Index())
        {
            if (Key(key) is not { } value)
                return NovaErrors.BadRequest($"Invalid input for query parameters sort_key. Value: {key}. It is not one of the fields of servers that can be sorted by.");
            var direction = directions.ElementAtOrDefault(index) ?? directions.FirstOrDefault() ?? "desc";
            if (direction is not "asc" and not "desc")
                return NovaErrors.BadRequest($"Invalid input for query parameters sort_dir. Value: {direction}. It is not one of 'asc', 'desc'.");
            ordered = (ordered, direction) switch
            {
                (null, "asc") => servers.OrderBy(value),
                (null, _) => servers.OrderByDescending(value),
                (_, "asc") => ordered.ThenBy(value),
                _ => ordered.ThenByDescending(value),
            };
        }
        return ordered!.ThenByDescending(server => server.Number).ToList();
    }

    private static Func<Server, IComparable?>? Key(string name) => name switch
    {
        "created_at" => server => server.CreatedAt,
        "updated_at" => server => server.UpdatedAt,
        "launched_at" => server => server.LaunchedAt,
        "display_name" or "name" => server => server.Name,
        "uuid" => server => server.Id,
        "host" or "node" => server => server.Host,
        "hostname" => server => server.HostName,
        "project_id" => server => server.ProjectId,
        "user_id" => server => server.UserId,
        "key_name" => server => server.KeyName,
        "vm_state" or "task_state" or "power_state" or "progress" => server => ServerStates.Of(server).VmState,
        "availability_zone" => server => server.WantedZone,
        "memory_mb" => server => server.Flavor.Ram,
        "vcpus" => server => server.Flavor.Vcpus,
        "root_gb" or "ephemeral_gb" => server => server.Flavor.Disk,
        "launch_index" => server => server.LaunchIndex,
        "image_ref" => server => server.Image?.Id,
        "access_ip_v4" => server => server.AccessIpv4,
        "access_ip_v6" => server => server.AccessIpv6,
        "locked" or "locked_by" => server => server.Lock is not null,
        "config_drive" => server => server.HasConfigDrive,
        "instance_type_id" => server => server.Flavor.FlavorId,
        "display_description" => server => server.Description,
        "terminated_at" => server => server.DeletedAt,
        "auto_disk_config" or "kernel_id" or "ramdisk_id" or "root_device_name" => server => server.Number,
        _ => null,
    };

    private readonly record struct TimeSpanOfChanges(DateTimeOffset? Since, DateTimeOffset? Before)
    {
        public bool Contains(DateTimeOffset moment) => !(moment < Since) && !(moment > Before);
    }
}
