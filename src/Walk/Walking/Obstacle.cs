using Naru.Primitives;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>Why a packet goes no further, and what could be done about it.</summary>
internal sealed record Obstacle(DropReason Reason, EquatableList<string> Details, ApiObject? Object, EquatableList<ApiChange> Changes);
