namespace Naru.Walk.Told;

/// <summary>A change that would let the packet pass, as a command of the <c>openstack</c> client.</summary>
public sealed record ApiChange(string Command);
