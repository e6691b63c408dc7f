using Naru.BlockStorage.Documents;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Types;

/// <summary>The type of a volume for which none is named: the project's own default, or the one of all.</summary>
internal static class DefaultTypes
{
    private static readonly WriteContext Context = new("block-storage", "block-storage");

    public static Result<VolumeType> Of(IStateReader state, string projectId) =>
        state.In(BlockStorageTables.DefaultTypes).Find(projectId) is { } own && state.In(BlockStorageTables.Types).Find(own.TypeId) is { } type
            ? type
            : General(state) is { } general ? general : Error.NotFound("VolumeTypeNotFound", "Default volume type can not be found.");

    public static VolumeType? General(IStateReader state) => BlockStorageTables.TypesByName.Find(state, VolumeType.DefaultName);

    /// <summary>Makes the general default where it is missing.</summary>
    public static Task<Result<Done>> EnsureAsync(Store store) => store.WriteAsync(Context, state =>
    {
        if (General(state) is null)
        {
            state.Insert(BlockStorageTables.Types, new VolumeType
            {
                Id = Guid.NewGuid().ToString(), Name = VolumeType.DefaultName, Description = "Default Volume Type", IsPublic = true, CreatedAt = state.Time,
            });
        }
        return Done.Ok;
    });
}
