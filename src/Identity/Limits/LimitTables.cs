using Naru.State;

namespace Naru.Identity.Limits;

/// <summary>Where limits are kept.</summary>
public static class LimitTables
{
    public static readonly Table<RegisteredLimit> Registered = new("registered_limits", LimitJson.Default.RegisteredLimit);

    public static readonly Table<Limit> Limits = new("limits", LimitJson.Default.Limit);

    public static readonly Index<RegisteredLimit, string> RegisteredByName = Registered.IndexBy("resource_name", limit => limit.ResourceName);

    public static readonly Index<Limit, string> ByName = Limits.IndexBy("resource_name", limit => limit.ResourceName);

    public static readonly Index<Limit, string> ByOwner = Limits.IndexBy("owner", limit => limit.OnProjectId ?? limit.DomainId);
}
