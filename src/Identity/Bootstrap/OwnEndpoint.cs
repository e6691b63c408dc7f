namespace Naru.Identity.Bootstrap;

/// <summary>An endpoint that the bootstrap made.</summary>
/// <param name="ServiceType">The service it belongs to, such as <c>network</c>.</param>
public sealed record OwnEndpoint(string EndpointId, string ServiceType);
