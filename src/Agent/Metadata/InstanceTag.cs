namespace Naru.Agent.Metadata;

/// <summary>A key and a value of the user's own.</summary>
public readonly record struct InstanceTag(string Key, string Value);
