namespace Naru.Commands;

/// <summary>How much of each hop is told.</summary>
internal enum WalkDetail
{
    /// <summary>All that was looked up.</summary>
    Full,

    /// <summary>What chose the way or changed the packet; of the hop where it ends, all.</summary>
    Brief,
}
