using Naru.Primitives;

namespace Naru.Walk.Told;

/// <summary>What one should know of a walk that is none of its hops.</summary>
public sealed record Notice(NoticeKind Kind, EquatableList<string> Details);
