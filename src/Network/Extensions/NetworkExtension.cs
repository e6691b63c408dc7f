namespace Naru.Network.Extensions;

/// <summary>A part of the Networking API that clients ask for by its alias before they use it.</summary>
/// <param name="Alias">As clients know it, such as <c>port-security</c>.</param>
public sealed record NetworkExtension(string Alias, string Name, string Description);
