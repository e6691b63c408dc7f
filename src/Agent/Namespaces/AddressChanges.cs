using Naru.Primitives;

namespace Naru.Agent.Namespaces;

/// <summary>Which addresses came and went when a namespace was brought in line.</summary>
public sealed record AddressChanges(EquatableList<(string Device, IpAddress Address)> Added, EquatableList<IpAddress> Removed);
