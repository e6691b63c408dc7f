using Naru.Primitives;
using Naru.State;

namespace Naru.SharedFileSystems.Work;

/// <summary>Gives exports the numbers that NFS file handles carry.</summary>
internal static class ExportNumbers
{
    // Ganesha's are of 16 bits; 0 is its root.
    private const int Largest = 65_535;

    /// <summary>One behind the largest that is in use, so that a number is not given again soon: clients of a deleted share may still have handles.</summary>
    public static Result<int> Next(IStateReader state)
    {
        var used = state.In(ShareTables.Shares).All.Select(share => share.ExportNumber)
            .Concat(state.In(ShareTables.Snapshots).All.Select(snapshot => snapshot.ExportNumber)).ToHashSet();
        var next = used.Count == 0 ? 1 : used.Max() + 1;
        if (next <= Largest)
            return next;
        next = Enumerable.Range(1, Largest).FirstOrDefault(number => !used.Contains(number));
        return next > 0 ? next : ManilaErrors.OverQuota($"There are {Largest} shares and snapshots, and the NFS server exports no more.");
    }
}
