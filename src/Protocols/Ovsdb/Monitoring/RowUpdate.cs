using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Monitoring;

/// <summary>A change to one row; <paramref name="Row"/> is null when it is gone.</summary>
public sealed record RowUpdate(Guid Uuid, RowUpdateKind Kind, OvsdbRow? Row);
