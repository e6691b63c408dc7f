using Naru.Primitives;
using Naru.SharedFileSystems.Documents;

namespace Naru.SharedFileSystems.Storage;

/// <summary>What clients of a backend speak, and what it can do beyond what all can.</summary>
/// <param name="Protocol">As shares name it: <c>NFS</c>.</param>
/// <param name="AccessType">Of access rules: <c>ip</c> or <c>cephx</c>.</param>
internal sealed record BackendFeatures(string Protocol, string AccessType)
{
    public const string Ip = "ip";
    public const string Cephx = "cephx";

    public static readonly BackendFeatures Nfs = new("NFS", Ip) 
    {
        Reverts = true,
        MountsSnapshots = true,
        Interrupting = [ShareWork.Delete, ShareWork.Revert, ShareWork.Shrink, ShareWork.Unmanage],
    };

    public static readonly BackendFeatures CephFs = new("CEPHFS", Cephx) { IsThin = true };

    /// <summary>A share may go back to its latest snapshot.</summary>
    public bool Reverts { get; init; }

    /// <summary>Clients may mount a snapshot by itself.</summary>
    public bool MountsSnapshots { get; init; }

    /// <summary>Shares may be promised more room than there is.</summary>
    public bool IsThin { get; init; }

    /// <summary>The work for which clients lose a share, as long as it is done.</summary>
    public EquatableList<ShareWork> Interrupting { get; init; } = [ShareWork.Delete, ShareWork.Unmanage];

    public bool Interrupts(ShareWork work) => Interrupting.Items.Contains(work);
}
