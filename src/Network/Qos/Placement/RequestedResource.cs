namespace Naru.Network.Qos.Placement;

/// <summary>An amount of a resource class of the Placement service.</summary>
internal sealed record RequestedResource(string Name, long Amount);
