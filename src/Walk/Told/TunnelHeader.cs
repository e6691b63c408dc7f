using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Walk.Told;

/// <summary>The header that carries a frame from host to host.</summary>
/// <param name="Id">VNI or GRE key.</param>
public sealed record TunnelHeader(SegmentType Type, uint Id, IpAddress Source, IpAddress Destination);
