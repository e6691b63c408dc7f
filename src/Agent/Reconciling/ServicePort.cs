namespace Naru.Agent.Reconciling;

/// <summary>A device that a service of this host wants to be a port of its switch.</summary>
/// <param name="PortId">The API's port that it belongs to.</param>
/// <param name="Device">The name of the device in the host's namespace, such as <c>qr-0123abcd-ef</c>.</param>
/// <param name="DeviceIndex">Its <c>ifindex</c>: one that was made again under the same name has another.</param>
public sealed record ServicePort(string PortId, string Device, int DeviceIndex);
