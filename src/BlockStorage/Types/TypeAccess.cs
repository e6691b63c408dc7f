using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Requests;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Types;

/// <summary>Which types somebody sees.</summary>
internal static class TypeAccess
{
    public static bool Sees(VolumeRequest request, VolumeType type) =>
        type.IsPublic || request.Caller.IsAdmin || type.Projects.Contains(request.Caller.ProjectId);

    public static Result<VolumeType> Find(IStateReader state, VolumeRequest request, string id) =>
        state.In(BlockStorageTables.Types).Find(id) is { } type && Sees(request, type) ? type : NotFound(id);

    /// <summary>By its id, or else by its name.</summary>
    public static Result<VolumeType> FindNamed(IStateReader state, VolumeRequest request, string text) =>
        (state.In(BlockStorageTables.Types).Find(text) ?? BlockStorageTables.TypesByName.Find(state, text)) is { } type && Sees(request, type) ? type : NotFound(text);

    public static Error NotFound(string id) => Error.NotFound("VolumeTypeNotFound", $"Volume type {id} could not be found.");
}
