using Naru.NodeContract;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Compute.Volumes;

/// <summary>The volumes that a caller sees, for old versions of the Compute API that show them as their own. Implemented by the volume service of this program.</summary>
public interface IVolumeCatalog
{
    /// <summary>Those of the caller's project, the newest first.</summary>
    IEnumerable<CatalogVolume> List(IStateReader state, Caller caller);

    /// <returns>NotFound for one that is not there for the caller.</returns>
    Result<CatalogVolume> Find(IStateReader state, Caller caller, string id);

    /// <summary>Says what a volume that was just made is besides what made it.</summary>
    Result<CatalogVolume> Describe(Transaction state, Caller caller, string id, string? description, EquatableList<NodeKeyValue> metadata);

    /// <summary>Begins to delete a volume.</summary>
    Result<Done> Delete(Transaction state, Caller caller, string id);
}
