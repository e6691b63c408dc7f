using System.Globalization;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Documents;

/// <summary>Something that was accepted and is not done yet. It is there until it is done, whatever ends the process meanwhile.</summary>
public sealed record VolumeJob : IDocument
{
    /// <summary>In the order in which jobs were accepted.</summary>
    public required string Id { get; init; }

    /// <summary>One of <see cref="Work.JobKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is about: a volume, a snapshot, a backup.</summary>
    public required string ResourceId { get; init; }

    /// <summary>What else it needs: jobs that share one of these or the resource are done one after another.</summary>
    public EquatableList<string> Others { get; init; }

    /// <summary>Where it takes bytes from, or brings them to.</summary>
    public string? OtherId { get; init; }

    /// <summary>In GiB.</summary>
    public int Size { get; init; }

    /// <summary>The status to go back to.</summary>
    public string? Previous { get; init; }

    /// <summary>What else the kind of job needs to know.</summary>
    public string? Detail { get; init; }

    public string ProjectId { get; init; } = "";

    public string UserId { get; init; } = "";

    public string RequestId { get; init; } = "";

    public IEnumerable<string> Lanes => Others.Append(ResourceId);

    /// <summary>An id after all that there are.</summary>
    public static string NextId(Transaction state)
    {
        for (var number = 0; ; number++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{state.Revision:D19}-{number:D4}");
            if (!state.In(BlockStorageTables.Jobs).Contains(id))
                return id;
        }
    }
}
