namespace Naru.Agent.Instances.Live;

/// <summary>A disk of a machine that goes to another host.</summary>
/// <param name="Name">As the host calls it: <c>vda</c>.</param>
/// <param name="File">The name of the file in the instance's directory; empty: it is a volume.</param>
/// <param name="VolumeId">Empty: it is a file.</param>
/// <param name="Length">In octets.</param>
internal sealed record MachineDisk(string Name, string File, string VolumeId, long Length, bool IsReadOnly, int? Slot);
