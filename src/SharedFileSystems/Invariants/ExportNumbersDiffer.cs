using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.SharedFileSystems.Invariants;

/// <summary>Two exports with one number would give a client the files of the other.</summary>
internal sealed class ExportNumbersDiffer : IInvariant
{
    public string Rule => "Every share and every snapshot is exported under a number of its own.";

    public IEnumerable<Violation> Violations(Snapshot state) =>
        from export in state.In(ShareTables.Shares).All.Select(share => (Kind: "share", share.Id, share.ExportNumber))
            .Concat(state.In(ShareTables.Snapshots).All.Select(snapshot => (Kind: "snapshot", snapshot.Id, snapshot.ExportNumber)))
            .GroupBy(export => export.ExportNumber).Where(same => same.Count() > 1).SelectMany(same => same)
        select new Violation(Violation.Title(export.Kind, export.Id), $"another has the number {export.ExportNumber}, too", "a number that no other has");
}
