using Naru.Rest;
using Naru.Walk.Reach;

namespace Naru.Walk.Invariants;

/// <summary>Something that must never be: some ends reach others. A change that would bring it about is refused.</summary>
public sealed record ReachInvariant : StandardResource
{
    public string Name { get; init; } = "";

    /// <summary>Who must not reach, in the word of whoever declared it; null: everybody.</summary>
    public string? From { get; init; }

    /// <summary>Who must not be reached.</summary>
    public string? To { get; init; }

    /// <summary><c>icmp</c> (a ping), <c>tcp</c> or <c>udp</c>; null: anything.</summary>
    public string? Protocol { get; init; }

    /// <summary>Of TCP or UDP; null: any.</summary>
    public long? Port { get; init; }

    /// <summary>It holds for the ports of all projects, because an administrator declared it; otherwise for those of its own.</summary>
    public bool IsForAll { get; init; }

    /// <summary>What <see cref="From"/> meant when it was declared; a later change of a name changes nothing.</summary>
    public EndSet? Senders { get; init; }

    public EndSet? Receivers { get; init; }
}
