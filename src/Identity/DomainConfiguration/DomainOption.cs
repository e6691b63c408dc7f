namespace Naru.Identity.DomainConfiguration;

/// <summary>One option of a domain's configuration.</summary>
/// <param name="Json">The value as JSON text.</param>
public sealed record DomainOption(string Group, string Name, string Json);
