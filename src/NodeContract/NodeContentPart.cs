namespace Naru.NodeContract;

/// <summary>Some octets of a stream of them.</summary>
/// <param name="Name">In the first part that a host brings; null in all others.</param>
public sealed record NodeContentPart(NodeContentName? Name, ReadOnlyMemory<byte> Octets)
{
    /// <summary>As many as are sent at once.</summary>
    public const int Largest = 256 << 10;
}
