namespace Naru.Agent.Namespaces;

/// <summary>The far end of a cable between namespaces.</summary>
public sealed record CableEnd(string Name, string Space);
