using System.Text.Json.Serialization;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Rest;

namespace Naru.Compute.Servers;

/// <summary>An instance: what it shall be, and how its host has last said that it is.</summary>
/// <remarks>
/// What it is doing is the difference between the two (<see cref="ServerStates"/>). Nothing has to be remembered beside it, so that whatever ends at whatever moment goes on from here.
/// </remarks>
public sealed record Server : IResource
{
    public string Id { get; init; } = "";

    /// <summary>As hosts call it: <c>instance-0000001a</c>.</summary>
    public int Number { get; init; }

    public string ProjectId { get; init; } = "";

    public string UserId { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>The name inside.</summary>
    public string HostName { get; init; } = "";

    public string? Description { get; init; }

    public ServerFlavor Flavor { get; init; } = new("", "", 0, 0, 0, 0, 0);

    /// <summary>What its root disk was made of; null: it boots from a volume.</summary>
    public NodeInstanceImage? Image { get; init; }

    /// <summary>What its root disk is made of instead, while it comes from the shelf.</summary>
    public NodeInstanceImage? ShelvedImage { get; init; }

    /// <summary>The image that its root disk is copied to for the shelf.</summary>
    public string? ShelvedImageId { get; init; }

    public string? KeyName { get; init; }

    public string? PublicKey { get; init; }

    /// <summary>In base64.</summary>
    public string? UserData { get; init; }

    public bool HasConfigDrive { get; init; }

    public string? AdminPassword { get; init; }

    /// <summary>What it has encrypted for its user; null: nothing.</summary>
    public string? SealedPassword { get; init; }

    public EquatableList<NodeKeyValue> Metadata { get; init; }

    public EquatableList<string> Tags { get; init; }

    public EquatableList<string> TrustedCertificates { get; init; }

    /// <summary><c>AUTO</c> or <c>MANUAL</c>: whether the root partition grows with the disk.</summary>
    public string DiskConfig { get; init; } = "MANUAL";

    public string AccessIpv4 { get; init; } = "";

    public string AccessIpv6 { get; init; } = "";

    /// <summary>The zone that its maker wants; null: any.</summary>
    public string? WantedZone { get; init; }

    /// <summary>The host that its maker wants; null: any.</summary>
    public string? WantedHost { get; init; }

    public string? GroupId { get; init; }

    /// <summary>The scheduler's hints, as JSON.</summary>
    public string? Hints { get; init; }

    /// <summary>Where it is; empty: nowhere.</summary>
    public string Host { get; init; } = "";

    /// <summary>The host that has its disks so far; null: <see cref="Host"/>.</summary>
    public string? DisksOn { get; init; }

    public EquatableList<ServerPort> Ports { get; init; }

    public EquatableList<ServerVolume> Volumes { get; init; }

    public NodeInstancePower Power { get; init; }

    public int Boots { get; init; }

    public int Builds { get; init; }

    public bool IsHardBoot { get; init; }

    /// <summary>It shall run from this one.</summary>
    public NodeInstanceImage? RescueImage { get; init; }

    public EquatableList<ServerSnapshot> Snapshots { get; init; }

    public ServerMove? Move { get; init; }

    public Shelving Shelving { get; init; }

    public ServerLock? Lock { get; init; }

    /// <summary>Null: its host has said nothing.</summary>
    public NodeInstanceState? Observed { get; init; }

    public ServerFault? Fault { get; init; }

    /// <summary>Given up, whatever the host says.</summary>
    public bool HasFailed { get; init; }

    /// <summary>It goes as soon as its host has removed it.</summary>
    public bool IsDeleting { get; init; }

    public string ReservationId { get; init; } = "";

    public int LaunchIndex { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? LaunchedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    [JsonIgnore]
    public bool IsVolumeBooted => Image is null;

    [JsonIgnore]
    public bool IsRescued => RescueImage is not null;

    /// <summary>The hosts that have something of it.</summary>
    [JsonIgnore]
    public IEnumerable<string> Hosts => new[] { Host, DisksOn ?? "", Move?.FormerHost ?? "", Move?.Target ?? "" }.Where(host => host.Length > 0).Distinct();
}
