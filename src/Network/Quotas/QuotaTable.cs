using Naru.State;

namespace Naru.Network.Quotas;

/// <summary>Where the limits of projects are stored.</summary>
public static class QuotaTable
{
    public static readonly Table<QuotaLimits> Table = new("network_quotas", QuotaJson.Default.QuotaLimits);
}
