using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.State;

namespace Naru.BlockStorage.Services;

/// <summary>The services that there are, and what administrators have said about them.</summary>
internal static class ServiceRecords
{
    /// <summary>The one zone.</summary>
    public const string Zone = "nova";

    public const string Scheduler = "cinder-scheduler";
    public const string Backup = "cinder-backup";
    public const string Volume = "cinder-volume";

    private static readonly string[] AllZones = [Zone];

    public static IReadOnlyList<(string Binary, string Host)> All(VolumeBackends backends, BlockStorageOptions options) =>
        [(Scheduler, options.HostName), (Backup, options.HostName), .. backends.All.Select(backend => (Volume, backend.ServiceHost))];

    public static ServiceRecord Of(IStateReader state, string binary, string host) =>
        state.In(BlockStorageTables.Services).Find(IdOf(binary, host)) ?? new ServiceRecord(IdOf(binary, host), IsDisabled: false, Reason: null, IsFrozen: false);

    /// <summary>Whether the backend takes new volumes.</summary>
    public static bool IsEnabled(IStateReader state, string serviceHost) => Of(state, Volume, serviceHost) is { IsDisabled: false, IsFrozen: false };

    public static IReadOnlyList<string> Zones() => AllZones;

    private static string IdOf(string binary, string host) => $"{binary}:{host}";
}
