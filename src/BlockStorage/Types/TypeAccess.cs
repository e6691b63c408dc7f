using Naru.BlockStorage.Documents;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.BlockStorage.Types;

/// <summary>Which types somebody sees.</summary>
internal static class TypeAccess
{
    public static bool Sees(Caller caller, VolumeType type) =>
        type.IsPublic || caller.IsAdmin || type.Projects.Contains(caller.ProjectId);

    public static Result<VolumeType> Find(IStateReader state, Caller caller, string id) =>
        state.In(BlockStorageTables.Types).Find(id) is { } type && Sees(caller, type) ? type : NotFound(id);

    /// <summary>By its id, or else by its name.</summary>
    public static Result<VolumeType> FindNamed(IStateReader state, Caller caller, string text) =>
        (state.In(BlockStorageTables.Types).Find(text) ?? BlockStorageTables.TypesByName.Find(state, text)) is { } type && Sees(caller, type) ? type : NotFound(text);

    public static Error NotFound(string id) => Error.NotFound("VolumeTypeNotFound", $"Volume type {id} could not be found.");
}
