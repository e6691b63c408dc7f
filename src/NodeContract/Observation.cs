namespace Naru.NodeContract;

/// <summary>What a node saw of one object. Sent when it changes, and for everything after attaching.</summary>
public sealed record Observation(ObservedKind Kind, string Id, Condition Condition, string Detail);
