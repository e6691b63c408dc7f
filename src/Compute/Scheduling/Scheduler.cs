using System.Text.Json;
using Naru.Compute.Hosts;
using Naru.Compute.ServerGroups;
using Naru.Compute.Validation;
using Naru.Primitives;
using Naru.State;

namespace Naru.Compute.Scheduling;

/// <summary>Finds the host for an instance. Runs inside the write that puts it there, so that no two get the same room.</summary>
internal sealed class Scheduler(ComputeOptions options)
{
    private static readonly Error NoHost = NovaErrors.BadRequest("No valid host was found. There are not enough hosts available.");

    public Result<string> Place(IStateReader state, PlacementWish wish)
    {
        var group = wish.GroupId is null ? null : state.In(ComputeTables.Groups).Find(wish.GroupId);
        var members = MembersByHost(state, wish, group);
        var candidates = state.In(ComputeTables.Hosts).All
            .Where(host => Passes(state, host, wish, group, members))
            .Select(host => (Host: host.Id, Room: Room(state, host, wish)))
            .Where(candidate => wish.IsForced || candidate.Room >= 0)
            .ToList();
        if (candidates.Count == 0)
            return NoHost;
        return candidates
            .OrderByDescending(candidate => group?.Policy == ServerGroup.SoftAffinity ? members.GetValueOrDefault(candidate.Host) : 0)
            .ThenBy(candidate => group?.Policy == ServerGroup.SoftAntiAffinity ? members.GetValueOrDefault(candidate.Host) : 0)
            .ThenByDescending(candidate => candidate.Room)
            .ThenBy(candidate => candidate.Host, StringComparer.Ordinal)
            .First().Host;
    }

    private bool Passes(IStateReader state, ComputeHost host, PlacementWish wish, ServerGroup? group, Dictionary<string, int> members)
    {
        if (!HostStates.IsUp(state, host) || wish.Excluded.Contains(host.Id) || (wish.Host is not null && wish.Host != host.Id))
            return false;
        if (wish.IsForced)
            return true;
        return !host.IsDisabled
            && (wish.Zone is null || HostStates.ZoneOf(state, host.Id, options.DefaultZone) == wish.Zone)
            && FitsAggregates(state, host.Id, wish)
            && FitsGroup(host.Id, group, members)
            && FitsHints(state, host.Id, wish.Hints);
    }

    // Keys of the form aggregate_instance_extra_specs:KEY ask for an aggregate that says the same (AggregateInstanceExtraSpecsFilter).
    private static bool FitsAggregates(IStateReader state, string host, PlacementWish wish)
    {
        const string Scope = "aggregate_instance_extra_specs:";
        var aggregates = ComputeTables.AggregatesByHost.Of(state, host);
        return wish.Flavor.ExtraSpecs.Items.Where(spec => spec.Key.StartsWith(Scope, StringComparison.Ordinal))
            .All(spec => aggregates.Any(aggregate => aggregate.Metadata.Find(spec.Key[Scope.Length..]) == spec.Value));
    }

    private static bool FitsGroup(string host, ServerGroup? group, Dictionary<string, int> members) => group?.Policy switch
    {
        ServerGroup.Affinity => members.Count == 0 || members.ContainsKey(host),
        ServerGroup.AntiAffinity => members.GetValueOrDefault(host) < (group.MaxPerHost ?? 1),
        _ => true,
    };

    private static bool FitsHints(IStateReader state, string host, JsonElement hints) =>
        Named(hints, "different_host").All(id => HostOf(state, id) != host)
        && (Named(hints, "same_host").ToList() is not { Count: > 0 } same || same.Any(id => HostOf(state, id) == host));

    private static IEnumerable<string> Named(JsonElement hints, string name) => hints.Of(name) switch
    {
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } => hints.TextsOf(name),
        _ => [],
    };

    private static string? HostOf(IStateReader state, string serverId) => state.In(ComputeTables.Servers).Find(serverId)?.Host;

    private static Dictionary<string, int> MembersByHost(IStateReader state, PlacementWish wish, ServerGroup? group) => group is null
        ? []
        : ComputeTables.ServersByGroup.Of(state, group.Id).Where(server => server.Id != wish.ServerId && server.Host.Length > 0)
            .CountBy(server => server.Host).ToDictionary();

    // What is free in MiB after the instance was put there; negative: it does not fit.
    private double Room(IStateReader state, ComputeHost host, PlacementWish wish)
    {
        var usage = HostStates.UsageOf(state, host.Id);
        var own = wish.ServerId is not null && state.In(ComputeTables.Servers).Find(wish.ServerId) is { } server && server.Host == host.Id ? server.Flavor : null;
        var (vcpus, ram, disk) = (wish.Flavor.Vcpus - (own?.Vcpus ?? 0), wish.Flavor.Ram - (own?.Ram ?? 0), wish.Flavor.LocalGiB - (own?.LocalGiB ?? 0));
        var free = (host.Hypervisor.MemoryMiB * options.RamRatio) - usage.Ram - ram;
        return usage.Vcpus + vcpus <= host.Hypervisor.Vcpus * options.CpuRatio && usage.Disk + disk <= host.Hypervisor.DiskGiB * options.DiskRatio ? free : -1;
    }
}
