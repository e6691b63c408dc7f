using Naru.Primitives;
using Naru.State;

namespace Naru.SharedFileSystems.Documents;

/// <summary>What exports the shares of a share network: an NFS server with a port in each of its subnets.</summary>
public sealed record ShareServer : IDocument
{
    public const string Creating = "creating";
    public const string Active = "active";
    public const string Error = "error";
    public const string Deleting = "deleting";

    public required string Id { get; init; }

    public required string ProjectId { get; init; }

    public required string ShareNetworkId { get; init; }

    /// <summary>Whose subnets it is in: null for those of every availability zone.</summary>
    public string? AvailabilityZone { get; init; }

    /// <summary>As <c>HOST@BACKEND#POOL</c>.</summary>
    public required string Host { get; init; }

    public required string Status { get; init; }

    public EquatableList<ServerPort> Ports { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Since when it has no shares; null: it has, or it was not looked at yet.</summary>
    public DateTimeOffset? UnusedSince { get; init; }

    /// <summary>New shares of its network are put on it.</summary>
    public bool TakesShares => Status is Creating or Active;
}
