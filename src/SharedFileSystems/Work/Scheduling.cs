using System.Globalization;
using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Storage;
using Naru.SharedFileSystems.Types;
using Naru.State;

namespace Naru.SharedFileSystems.Work;

/// <summary>Whether a share of some type can be made here. There is one host with one pool.</summary>
internal sealed class Scheduling(IShareBackend backend)
{
    /// <summary>The <see cref="Error.Type"/> of what no host can do.</summary>
    public const string NoValidHost = "NoValidHost";

    public const string Zone = "nova";

    public const string Pool = "shares";

    public const string Service = "manila-share";

    /// <summary><c>HOST@BACKEND</c>, the name of the service.</summary>
    public string ServiceHost => $"{Environment.MachineName}@{backend.Name}";

    /// <summary><c>HOST@BACKEND#POOL</c></summary>
    public string Host => $"{ServiceHost}#{Pool}";

    /// <summary>What the pool can do, by the names that extra specs of types ask for.</summary>
    public IReadOnlyDictionary<string, string> Capabilities { get; } = new Dictionary<string, string>
    {
        ["share_backend_name"] = backend.Name,
        ["driver_handles_share_servers"] = "False",
        ["vendor_name"] = "Naru",
        ["storage_protocol"] = "NFS",
        ["snapshot_support"] = "True",
        ["create_share_from_snapshot_support"] = "True",
        ["revert_to_snapshot_support"] = "True",
        ["mount_snapshot_support"] = "True",
        ["ipv4_support"] = "True",
        ["ipv6_support"] = "False",
        ["dedupe"] = "False",
        ["compression"] = "False",
        ["qos"] = "False",
        ["thin_provisioning"] = "False",
    };

    /// <summary>Why the share cannot be made; null when it can.</summary>
    public Error? Refusal(IStateReader state, Share share)
    {
        if (state.In(ShareTables.Disabled).Contains($"{Service}@{ServiceHost}"))
            return Refuse($"The service {ServiceHost} is disabled.");
        if (share.AvailabilityZone is { } zone && zone != Zone)
            return Refuse($"There is no host in the availability zone '{zone}'.");
        var type = share.TypeId is { } id ? state.In(ShareTables.Types).Find(id) : null;
        if (type?.ExtraSpecs.Items.FirstOrDefault(spec => !Satisfies(spec) && !(share.IgnoresZonesOfType && spec.Name == ExtraSpecs.Zones)) is { } wrong)
            return Refuse($"The extra spec '{wrong.Name}' of share type '{type.Name}' asks for '{wrong.Value}', and no pool has that.");
        var free = backend.Capacity.Free;
        return share.Size <= free
            ? null
            : Refuse(string.Create(CultureInfo.InvariantCulture, $"The share needs {share.Size} GiB, and {free:0.0} GiB are free."));
    }

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
            return ExtraSpecs.ZonesOf(spec.Value).Contains(Zone);
        // A type without a feature may be served by a pool that has it.
        if (Truth.Of(spec.Value) is false && name.EndsWith("_support", StringComparison.Ordinal))
            return true;
        return Capabilities.TryGetValue(name, out var has) && (has.Equals(spec.Value, StringComparison.OrdinalIgnoreCase) || (Truth.Of(has) is { } truth && Truth.Of(spec.Value) == truth));
    }

    private static Error Refuse(string reason) => new(ErrorKind.Unavailable, NoValidHost, reason);
}
