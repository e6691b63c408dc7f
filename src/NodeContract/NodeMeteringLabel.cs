using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>What a router counts together, of what crosses its gateway.</summary>
public sealed record NodeMeteringLabel(string Id, EquatableList<NodeMeteringRule> Rules);
