using System.Globalization;
using Naru.Network.SecurityGroups;

namespace Naru.Walk.Reach;

/// <summary>A set of what a packet can be for, besides its addresses: protocol and destination port, or ICMP type and code. Exact, as intervals.</summary>
/// <remarks>
/// One number stands for a service: the protocol, then 16 bits of detail, which are the destination port, or type and code of ICMP;
/// a protocol with neither has all details at once. So a set is a list of intervals, and its algebra that of a line.
/// </remarks>
public sealed class ServiceSet : IEquatable<ServiceSet>
{
    private const int DetailBits = 16;
    private const uint Greatest = (256u << DetailBits) - 1;

    public static readonly ServiceSet All = new([(0, Greatest)]);
    public static readonly ServiceSet None = new([]);

    // What an example is chosen from first; of ICMP the echo request.
    private static readonly ServiceSet[] Telling = [Of(IpProtocols.Tcp), Of(IpProtocols.Udp), OfIcmp(8, 0), Of(IpProtocols.Icmp)];

    // Ascending, with a gap between any two.
    private readonly (uint First, uint Last)[] _ranges;

    private ServiceSet((uint, uint)[] ranges) => _ranges = ranges;

    public bool IsEmpty => _ranges.Length == 0;

    /// <summary>A protocol and, where it has ports, those from one to another.</summary>
    public static ServiceSet Of(int protocol, int firstPort = 0, int lastPort = ushort.MaxValue) =>
        lastPort < firstPort ? None : new([(Number(protocol, firstPort), Number(protocol, lastPort))]);

    /// <summary>A type of ICMP with one code, or with any.</summary>
    public static ServiceSet OfIcmp(int type, int? code) => Of(IpProtocols.Icmp, type << 8 | (code ?? 0), type << 8 | (code ?? byte.MaxValue));

    public static ServiceSet Union(IReadOnlyCollection<ServiceSet> sets)
    {
        if (sets.Count == 1)
            return sets.First();
        var merged = new List<(uint First, uint Last)>();
        foreach (var range in sets.SelectMany(set => set._ranges).Order())
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            else
                merged.Add(range);
        }
        return merged.Count == 0 ? None : new([.. merged]);
    }

    public bool Contains(int protocol, int detail)
    {
        var number = Number(protocol, detail);
        return Array.Exists(_ranges, range => range.First <= number && number <= range.Last);
    }

    public ServiceSet Intersect(ServiceSet other)
    {
        if (ReferenceEquals(this, All) || other.IsEmpty)
            return other;
        if (ReferenceEquals(other, All) || IsEmpty)
            return this;
        var common = new List<(uint, uint)>();
        for (int own = 0, their = 0; own < _ranges.Length && their < other._ranges.Length;)
        {
            var (first, last) = (Math.Max(_ranges[own].First, other._ranges[their].First), Math.Min(_ranges[own].Last, other._ranges[their].Last));
            if (first <= last)
                common.Add((first, last));
            if (_ranges[own].Last < other._ranges[their].Last)
                own++;
            else
                their++;
        }
        return new([.. common]);
    }

    public ServiceSet Except(ServiceSet other) => IsEmpty || other.IsEmpty ? this : Intersect(other.Complement());

    public bool IsSameAs(ServiceSet other) => ReferenceEquals(this, other) || _ranges.AsSpan().SequenceEqual(other._ranges);

    public bool Equals(ServiceSet? other) => other is not null && IsSameAs(other);

    public override bool Equals(object? obj) => Equals(obj as ServiceSet);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (first, last) in _ranges)
        {
            hash.Add(first);
            hash.Add(last);
        }
        return hash.ToHashCode();
    }

    /// <summary>The services of one protocol with ports that are higher by so many.</summary>
    internal ServiceSet WithPortsHigherBy(int difference) =>
        new([.. _ranges.Select(range => ((uint)(range.First + difference), (uint)(range.Last + difference)))]);

    /// <summary>One of them, of a protocol that people know if there is any.</summary>
    /// <returns>The detail is that of the remarks above.</returns>
    public (int Protocol, int Detail) Example()
    {
        var chosen = Telling.Select(Intersect).FirstOrDefault(set => !set.IsEmpty, this);
        var number = chosen._ranges[0].First;
        // Port 0 is nobody's.
        if ((number & ushort.MaxValue) == 0 && IpProtocols.HasPorts((int)(number >> DetailBits)) && number < chosen._ranges[0].Last)
            number++;
        return ((int)(number >> DetailBits), (int)(number & ushort.MaxValue));
    }

    /// <summary>As people write it: <c>icmp</c>, <c>tcp 22</c>, <c>udp 53-60</c>, <c>protocol 47</c>; <c>all</c>.</summary>
    public IEnumerable<string> Words()
    {
        if (IsSameAs(All))
            return ["all"];
        return _ranges.SelectMany(range => Words(range.First, range.Last));
    }

    public override string ToString() => string.Join(", ", Words());

    private static IEnumerable<string> Words(uint first, uint last)
    {
        while (first <= last)
        {
            var protocol = first >> DetailBits;
            var end = Math.Min(last, Number((int)protocol, ushort.MaxValue));
            if (end - first == ushort.MaxValue && last > end)
            {
                // Several whole protocols.
                var lastWhole = ((last + 1) >> DetailBits) - 1;
                yield return lastWhole == protocol ? Name(protocol) : string.Create(CultureInfo.InvariantCulture, $"protocols {protocol}-{lastWhole}");
                first = (lastWhole + 1) << DetailBits;
                continue;
            }
            yield return end - first == ushort.MaxValue ? Name(protocol) : Text(protocol, first & ushort.MaxValue, end & ushort.MaxValue);
            first = end + 1;
        }
    }

    private static string Text(uint protocol, uint first, uint last)
    {
        if (protocol != IpProtocols.Icmp)
            return string.Create(CultureInfo.InvariantCulture, $"{Name(protocol)} {(first == last ? $"{first}" : $"{first}-{last}")}");
        if (first == last)
            return string.Create(CultureInfo.InvariantCulture, $"icmp type {first >> 8} code {first & byte.MaxValue}");
        var isWhole = (first & byte.MaxValue) == 0 && (last & byte.MaxValue) == byte.MaxValue;
        return (first >> 8 == last >> 8, isWhole) switch
        {
            (true, true) => string.Create(CultureInfo.InvariantCulture, $"icmp type {first >> 8}"),
            (false, true) => string.Create(CultureInfo.InvariantCulture, $"icmp types {first >> 8}-{last >> 8}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"icmp type {first >> 8} code {first & byte.MaxValue} to type {last >> 8} code {last & byte.MaxValue}"),
        };
    }

    internal static string Name(uint protocol) => protocol switch
    {
        IpProtocols.Icmp => "icmp",
        IpProtocols.Tcp => "tcp",
        IpProtocols.Udp => "udp",
        _ => string.Create(CultureInfo.InvariantCulture, $"protocol {protocol}"),
    };

    private ServiceSet Complement()
    {
        var others = new List<(uint, uint)>(_ranges.Length + 1);
        var next = 0u;
        foreach (var (first, last) in _ranges)
        {
            if (first > next)
                others.Add((next, first - 1));
            next = last + 1;
        }
        if (next <= Greatest)
            others.Add((next, Greatest));
        return new([.. others]);
    }

    private static uint Number(int protocol, int detail) => (uint)protocol << DetailBits | (uint)detail;
}
