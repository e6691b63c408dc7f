using Microsoft.Extensions.DependencyInjection;
using Naru.Rest.Doctor;

namespace Naru.BlockStorage.Invariants;

public static class BlockStorageInvariants
{
    /// <summary>Adds what must hold in every state of Block Storage, for whoever examines it.</summary>
    public static IServiceCollection AddBlockStorageInvariants(this IServiceCollection services) => services
        .AddSingleton<IInvariant, VolumeReferencesExist>()
        .AddSingleton<IInvariant, NothingWaitsWithoutAJob>();
}
