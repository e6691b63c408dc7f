using Naru.Primitives;
using Naru.State;

namespace Naru.Compute.Quotas;

/// <summary>The quotas of this API.</summary>
internal sealed class ComputeQuotas
{
    public const int Unlimited = -1;

    /// <summary>Nova's defaults (nova.conf, <c>[quota]</c>).</summary>
    public static readonly IReadOnlyList<QuotaLimit> Defaults =
    [
        new("instances", 10),
        new("cores", 20),
        new("ram", 51_200),
        new("floating_ips", Unlimited),
        new("fixed_ips", Unlimited),
        new("metadata_items", 128),
        new("injected_files", 5),
        new("injected_file_content_bytes", 10_240),
        new("injected_file_path_bytes", 255),
        new("key_pairs", 100),
        new("security_groups", Unlimited),
        new("security_group_rules", Unlimited),
        new("server_groups", 10),
        new("server_group_members", 10),
    ];

    /// <summary>As much as a comparison can take for a limit.</summary>
    public int LimitOf(IStateReader state, string projectId, string name) => Shown(state, projectId, null, name) is var limit && limit < 0 ? int.MaxValue : limit;

    /// <summary>The limit as the API shows it.</summary>
    public int Shown(IStateReader state, string projectId, string? userId, string name) =>
        (userId is null ? null : Find(state, ProjectLimits.OfUser(projectId, userId), name))
        ?? Find(state, ProjectLimits.OfProject(projectId), name)
        ?? DefaultOf(state, name);

    public int DefaultOf(IStateReader state, string name) =>
        Find(state, ProjectLimits.OfClass(ProjectLimits.DefaultClass), name) ?? Defaults.First(quota => quota.Name == name).Limit;

    public static int? Find(IStateReader state, string id, string name) =>
        state.In(ComputeTables.Limits).Find(id)?.Limits.Items.FirstOrDefault(quota => quota.Name == name)?.Limit;

    /// <summary>How much a project has of what is counted; 0 of what is a limit of one request.</summary>
    public static int InUse(IStateReader state, string projectId, string name, string? userId = null)
    {
        var servers = ComputeTables.ServersByProject.Of(state, projectId).Where(server => userId is null || server.UserId == userId);
        return name switch
        {
            "instances" => servers.Count(),
            "cores" => servers.Sum(server => server.Flavor.Vcpus),
            "ram" => servers.Sum(server => server.Flavor.Ram),
            "server_groups" => ComputeTables.GroupsByProject.CountOf(state, projectId),
            _ => 0,
        };
    }

    /// <summary>Whether a project may have so much more.</summary>
    public Result<Done> Check(IStateReader state, string projectId, int instances, int cores, int ram)
    {
        foreach (var (name, more) in (ReadOnlySpan<(string, int)>)[("instances", instances), ("cores", cores), ("ram", ram)])
        {
            var (limit, used) = (LimitOf(state, projectId, name), InUse(state, projectId, name));
            if (more > 0 && (long)used + more > limit)
                return NovaErrors.OverQuota($"Quota exceeded for {name}: Requested {more}, but already used {used} of {limit} {name}");
        }
        return Done.Ok;
    }
}
