using System.Globalization;
using Naru.Primitives;
using Naru.SharedFileSystems.Documents;

namespace Naru.SharedFileSystems.Types;

/// <summary>The extra specs of share types that have a meaning of their own.</summary>
internal static class ExtraSpecs
{
    public const string HandlesShareServers = "driver_handles_share_servers";
    public const string Snapshots = "snapshot_support";
    public const string CreateFromSnapshot = "create_share_from_snapshot_support";
    public const string Revert = "revert_to_snapshot_support";
    public const string MountSnapshot = "mount_snapshot_support";
    public const string Replication = "replication_type";
    public const string Zones = "availability_zones";

    /// <summary>Since then <see cref="Zones"/> is held against the zone that a request names.</summary>
    public const int ZonesSince = 48;

    public const string Largest = "provisioning:max_share_size";
    public const string Smallest = "provisioning:min_share_size";
    public const string LargestExtended = "provisioning:max_share_extend_size";

    /// <summary>Those that users see, too.</summary>
    public static readonly IReadOnlySet<string> Visible = new HashSet<string>
    {
        HandlesShareServers, Snapshots, CreateFromSnapshot, Revert, MountSnapshot, Replication, Zones, Largest, Smallest, LargestExtended,
    };

    /// <summary>What users are shown when a type does not say it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Implied = new Dictionary<string, string>
    {
        [Snapshots] = "False", [CreateFromSnapshot] = "False", [Revert] = "False", [MountSnapshot] = "False",
    };

    /// <summary>Why a share of a type cannot have a size; null when it can.</summary>
    public static Error? RefusalOf(ShareType? type, int size)
    {
        if (Number(type, Largest) is { } largest && size > largest)
            return ManilaErrors.Invalid($"Requested share size {size} is larger than the maximum allowable size {largest} of share type '{type!.Name}'."); // It has the spec.
        return Number(type, Smallest) is { } smallest && size < smallest
            ? ManilaErrors.Invalid($"Requested share size {size} is smaller than the minimum size {smallest} of share type '{type!.Name}'.") // It has the spec.
            : null;
    }

    /// <summary>As it is kept: zones without the blanks around them.</summary>
    public static NameValue Kept(NameValue spec) => spec.Name == Zones ? spec with { Value = string.Join(',', ZonesOf(spec.Value)) } : spec;

    public static IReadOnlyList<string> ZonesOf(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Why a type cannot have an extra spec; null when it can.</summary>
    public static Error? RefusalOf(NameValue spec)
    {
        var isRight = spec.Name switch
        {
            HandlesShareServers or Snapshots or CreateFromSnapshot or Revert or MountSnapshot => Truth.Of(spec.Value) is not null,
            Replication => spec.Value is "writable" or "readable" or "dr",
            Largest or Smallest or LargestExtended => int.TryParse(spec.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0,
            Zones => spec.Value.Split(',').All(zone => zone.Trim().Length > 0),
            _ => true,
        };
        return isRight ? null : ManilaErrors.Invalid($"Invalid extra_spec: {spec.Name}: {spec.Value}");
    }

    private static int? Number(ShareType? type, string name) => int.TryParse(type?.Spec(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
