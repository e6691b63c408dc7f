namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>Which buckets of a group get a packet (<c>ofp_group_type</c>).</summary>
public enum GroupType : byte
{
    /// <summary>Every bucket gets a copy.</summary>
    All = 0,

    /// <summary>One bucket, chosen by a hash and the weights.</summary>
    Select = 1,

    /// <summary>The only bucket.</summary>
    Indirect = 2,

    /// <summary>The first bucket whose watched port or group is up.</summary>
    FastFailover = 3,
}
