using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Compute.Volumes;

/// <summary>The snapshots of volumes that a caller sees, for old versions of the Compute API that show them as their own. Implemented by the volume service of this program.</summary>
public interface ISnapshotCatalog
{
    /// <summary>Those of the caller's project, the newest first.</summary>
    IEnumerable<CatalogSnapshot> List(IStateReader state, Caller caller);

    /// <returns>NotFound for one that is not there for the caller.</returns>
    Result<CatalogSnapshot> Find(IStateReader state, Caller caller, string id);

    /// <summary>Begins to make one.</summary>
    /// <param name="isForced">Also of a volume that an instance has.</param>
    Result<CatalogSnapshot> Create(Transaction state, Caller caller, string volumeId, string? name, string? description, bool isForced);

    /// <summary>Begins to delete one.</summary>
    Result<Done> Delete(Transaction state, Caller caller, string id);
}
