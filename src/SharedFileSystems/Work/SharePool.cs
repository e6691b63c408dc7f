using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Storage;
using Naru.SharedFileSystems.Types;

namespace Naru.SharedFileSystems.Work;

/// <summary>Where shares can be, and what is possible there.</summary>
/// <param name="Backend">The name that the service has after its host's.</param>
/// <param name="HandlesServers">Shares are on share servers of their share networks; else at the host's own address.</param>
internal sealed record SharePool(string Backend, bool HandlesServers, BackendFeatures Features)
{
    /// <summary><c>HOST@BACKEND</c>, the name of the service.</summary>
    public string ServiceHost => $"{Environment.MachineName}@{Backend}";

    /// <summary><c>HOST@BACKEND#POOL</c></summary>
    public string Host => $"{ServiceHost}#{Scheduling.Pool}";

    /// <summary>What the pool can do, by the names that extra specs of types ask for.</summary>
    public IReadOnlyDictionary<string, string> Capabilities { get; } = new Dictionary<string, string>
    {
        ["share_backend_name"] = Backend,
        [ExtraSpecs.HandlesShareServers] = Said(HandlesServers),
        ["vendor_name"] = "Naru",
        ["storage_protocol"] = Features.Protocol,
        [ExtraSpecs.Snapshots] = "True",
        [ExtraSpecs.CreateFromSnapshot] = "True",
        [ExtraSpecs.Revert] = Said(Features.Reverts),
        [ExtraSpecs.MountSnapshot] = Said(Features.MountsSnapshots),
        ["ipv4_support"] = "True",
        ["ipv6_support"] = "False",
        ["dedupe"] = "False",
        ["compression"] = "False",
        ["qos"] = "False",
        ["thin_provisioning"] = Said(Features.IsThin),
    };

    /// <summary>Whether the pool has what an extra spec asks for: names with a scope other than <c>capabilities</c> are not for the scheduler.</summary>
    public bool Satisfies(NameValue spec)
    {
        var name = spec.Name;
        if (name.Contains(':', StringComparison.Ordinal))
        {
            if (!name.StartsWith("capabilities:", StringComparison.Ordinal))
                return true;
            name = name[(name.IndexOf(':') + 1)..];
        }
        if (name is ExtraSpecs.Zones)
            return ExtraSpecs.ZonesOf(spec.Value).Contains(Scheduling.Zone);
        // A type without a feature may be served by a pool that has it.
        if (Truth.Of(spec.Value) is false && name.EndsWith("_support", StringComparison.Ordinal))
            return true;
        return Capabilities.TryGetValue(name, out var has) && (has.Equals(spec.Value, StringComparison.OrdinalIgnoreCase) || (Truth.Of(has) is { } truth && Truth.Of(spec.Value) == truth));
    }

    private static string Said(bool truth) => truth ? "True" : "False";
}
