namespace Naru.Agent.Instances.Namespaced;

/// <summary>A block device of the host that an instance has under a name of its own.</summary>
/// <param name="Name">In <c>/dev</c> of the instance, such as <c>vda</c>.</param>
/// <param name="Source">The host's, such as <c>/dev/loop3</c>.</param>
internal sealed record GuestDisk(string Name, string Source, int Major, int Minor, long Octets);
