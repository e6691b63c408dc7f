namespace Naru.Rest.Declarations;

/// <summary>An attribute that no declaration knows, kept as the client gave it.</summary>
/// <param name="Json">The value as JSON text.</param>
public sealed record ExtraAttribute(string Name, string Json);
