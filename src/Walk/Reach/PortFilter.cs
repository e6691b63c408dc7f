using Naru.Primitives;

namespace Naru.Walk.Reach;

/// <summary>What the security groups of a port let begin in one direction, by the address at the other end.</summary>
internal sealed class PortFilter(IReadOnlyList<PortFilter.Term> terms)
{
    /// <summary>Lets everything pass.</summary>
    public static readonly PortFilter Open = new([new Term(ServiceSet.All, null, null)]);

    private readonly Dictionary<IpAddress, ServiceSet> _known = [];

    public IReadOnlyList<Term> Terms => terms;

    /// <summary>The addresses at which another answer may begin, apart from those of single ports.</summary>
    public IEnumerable<IpAddress> Borders => terms
        .SelectMany(term => term.Blocks ?? [])
        .SelectMany(block => new[] { block.Network, block.Last.Next });

    public ServiceSet Allowing(IpAddress remote)
    {
        if (!_known.TryGetValue(remote, out var services))
            _known.Add(remote, services = ServiceSet.Union(terms.Where(term => term.Matches(remote)).Select(term => term.Services)));
        return services;
    }

    /// <summary>One rule.</summary>
    /// <param name="Addresses">The other end is one of them, or in one of the blocks; both null: it is anybody.</param>
    public sealed record Term(ServiceSet Services, HashSet<IpAddress>? Addresses, IReadOnlyList<IpPrefix>? Blocks)
    {
        public bool Matches(IpAddress remote) => Addresses is null && Blocks is null
            || Addresses?.Contains(remote) is true
            || Blocks?.Any(block => block.Contains(remote)) is true;
    }
}
