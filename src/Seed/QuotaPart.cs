using System.Globalization;
using Naru.Network.Quotas;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Seed;

/// <summary><c>network_quotas</c> of a project: <c>{port: 1000, network: -1}</c>.</summary>
internal sealed class QuotaPart(NetworkQuotas quotas) : ISeedPart
{
    public IReadOnlyList<string> Owners => ["project"];

    public string Key => "network_quotas";

    public Result<Done> Apply(Transaction state, Caller caller, string ownerId, SeedNode item, SeedReferences ids)
    {
        if (item is not SeedMap map)
            return Error.Invalid("expected limits by name, such as {port: 1000}");
        var limits = new Dictionary<string, long>();
        foreach (var (name, value) in map.Entries)
        {
            if (quotas.Find(name) is null)
                return Error.Invalid($"there is no quota '{name}': expected one of {string.Join(", ", quotas.Resources.Select(resource => resource.Name))}");
            if (value is not SeedText text || !long.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var limit) || limit < -1)
                return Error.Invalid($"the limit of '{name}' is not a number from -1 (unlimited) up");
            limits[name] = limit;
        }
        state.Insert(QuotaTable.Table, new QuotaLimits(ownerId, limits));
        return Done.Ok;
    }
}
