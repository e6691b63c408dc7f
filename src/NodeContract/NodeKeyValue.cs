namespace Naru.NodeContract;

/// <summary>A key and its value, both of a user's choice.</summary>
public sealed record NodeKeyValue(string Key, string Value);
