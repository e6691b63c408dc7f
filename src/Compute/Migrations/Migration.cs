using Naru.State;

namespace Naru.Compute.Migrations;

/// <summary>A move of an instance from one host to another, or to another size.</summary>
public sealed record Migration : IDocument
{
    public const string Resize = "resize";
    public const string Cold = "migration";
    public const string Live = "live-migration";
    public const string Evacuation = "evacuation";

    /// <summary>The values of <see cref="Status"/> of an instance that moves while it runs.</summary>
    public const string Queued = "queued";
    public const string Preparing = "preparing";
    public const string Running = "running";
    public const string PostMigrating = "post-migrating";
    public const string Completed = "completed";
    public const string Cancelled = "cancelled";
    public const string Error = "error";

    public string Id { get; init; } = "";

    /// <summary>As a number, which the API names it by.</summary>
    public int Number { get; init; }

    public string ServerId { get; init; } = "";

    public string ProjectId { get; init; } = "";

    public string UserId { get; init; } = "";

    public string Type { get; init; } = "";

    /// <summary><c>migrating</c>, <c>finished</c>, <c>confirmed</c>, <c>reverted</c>, <c>completed</c>, <c>done</c>, <c>error</c>, ….</summary>
    public string Status { get; init; } = "";

    public string SourceHost { get; init; } = "";

    public string TargetHost { get; init; } = "";

    public string OldFlavorId { get; init; } = "";

    public string NewFlavorId { get; init; } = "";

    /// <summary>Of one that moves while it runs, in octets, as all that follow.</summary>
    public long MemoryTotal { get; init; }

    public long MemorySent { get; init; }

    public long MemoryLeft { get; init; }

    public long DiskTotal { get; init; }

    public long DiskSent { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}
