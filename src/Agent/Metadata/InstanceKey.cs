namespace Naru.Agent.Metadata;

/// <summary>A public key that shall be able to log in.</summary>
public readonly record struct InstanceKey(string Name, string PublicKey);
