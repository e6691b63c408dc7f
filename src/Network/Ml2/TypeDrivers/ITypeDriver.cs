using Naru.Network.Segments;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Ml2.TypeDrivers;

/// <summary>A kind of segment: which numbers it has, which of them are free, how much room it leaves for packets.</summary>
public interface ITypeDriver
{
    /// <summary>The value of <c>provider:network_type</c>.</summary>
    string Name { get; }

    /// <summary>Checks a segment that an administrator describes, chooses what is left open, and sees that it is free.</summary>
    /// <param name="projectId">Whose network it is for: numbers that are chosen come from its ranges first.</param>
    Result<SegmentRequest> Reserve(IStateReader state, string projectId, SegmentRequest wanted);

    /// <summary>Chooses a free segment for a network of a project; null when there is none.</summary>
    SegmentRequest? Allocate(IStateReader state, string projectId);

    /// <summary>Bytes of the largest IP packet on such a segment.</summary>
    int MtuOf(string? physicalNetwork);
}
