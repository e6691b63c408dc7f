using Naru.Primitives;

namespace Naru.Walk.Reach;

/// <summary>What the security groups of a port let begin in one direction, by the address at the other end.</summary>
internal sealed class PortFilter(IReadOnlyList<PortFilter.Term> terms)
{
    /// <summary>Lets everything pass.</summary>
    public static readonly PortFilter Open = new([new Term(ServiceSet.All, null, null)]);

    /// <summary>As many terms as there are bits; more are more rules than groups have in practice.</summary>
    private const int MostTermsAsBits = 64;

    // By the terms that an address matches: there are few such sets, and many addresses.
    private readonly Dictionary<ulong, ServiceSet> _byTerms = [];
    private readonly Dictionary<IpAddress, ServiceSet> _byAddress = [];

    public IReadOnlyList<Term> Terms => terms;

    /// <summary>The addresses at which another answer may begin, apart from those of single ports.</summary>
    public IEnumerable<IpAddress> Borders => terms
        .SelectMany(term => term.Blocks ?? [])
        .SelectMany(block => new[] { block.Network, block.Last.Next });

    public ServiceSet Allowing(IpAddress remote)
    {
        ServiceSet? services;
        if (terms.Count > MostTermsAsBits)
        {
            if (!_byAddress.TryGetValue(remote, out services))
                _byAddress.Add(remote, services = Matching(remote));
            return services;
        }
        var matching = 0UL;
        for (var at = 0; at < terms.Count; at++)
            matching |= terms[at].Matches(remote) ? 1UL << at : 0;
        if (!_byTerms.TryGetValue(matching, out services))
            _byTerms.Add(matching, services = Matching(remote));
        return services;
    }

    private ServiceSet Matching(IpAddress remote) => ServiceSet.Union([.. terms.Where(term => term.Matches(remote)).Select(term => term.Services)]);

    /// <summary>One rule.</summary>
    /// <param name="Addresses">The other end is one of them, or in one of the blocks; both null: it is anybody.</param>
    public sealed record Term(ServiceSet Services, HashSet<IpAddress>? Addresses, IReadOnlyList<IpPrefix>? Blocks)
    {
        public bool Matches(IpAddress remote) => Addresses is null && Blocks is null
            || Addresses?.Contains(remote) is true
            || (Blocks is { } blocks && IsIn(blocks, remote));

        private static bool IsIn(IReadOnlyList<IpPrefix> blocks, IpAddress remote)
        {
            for (var at = 0; at < blocks.Count; at++)
            {
                if (blocks[at].Contains(remote))
                    return true;
            }
            return false;
        }
    }
}
