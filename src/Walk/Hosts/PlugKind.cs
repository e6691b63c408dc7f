namespace Naru.Walk.Hosts;

/// <summary>What stands between the owner of a port and br-int.</summary>
internal enum PlugKind
{
    /// <summary>Nothing.</summary>
    Direct,

    /// <summary>A Linux bridge with the security group.</summary>
    Hybrid,

    /// <summary>A bridge that parts the frames of an instance by their tags.</summary>
    Trunk,
}
