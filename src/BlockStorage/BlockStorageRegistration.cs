using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Naru.BlockStorage.Attachments;
using Naru.BlockStorage.Backups;
using Naru.BlockStorage.Discovery;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Drivers.Rbd;
using Naru.BlockStorage.Encryption;
using Naru.BlockStorage.Exports;
using Naru.BlockStorage.Groups;
using Naru.BlockStorage.Instances;
using Naru.BlockStorage.Invariants;
using Naru.BlockStorage.Managing;
using Naru.BlockStorage.Messages;
using Naru.BlockStorage.Metadata;
using Naru.BlockStorage.Qos;
using Naru.BlockStorage.Quotas;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Services;
using Naru.BlockStorage.Snapshots;
using Naru.BlockStorage.Transfers;
using Naru.BlockStorage.Types;
using Naru.BlockStorage.Volumes;
using Naru.BlockStorage.Volumes.Actions;
using Naru.BlockStorage.Work;
using Naru.Compute.Volumes;
using Naru.ObjectStorage;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Doctor;
using Naru.Rest.Policy;
using Naru.State;

namespace Naru.BlockStorage;

/// <summary>The one place where Block Storage joins the program.</summary>
public static class BlockStorageRegistration
{
    /// <summary>Under this key is the <see cref="PolicyTable"/> of this API.</summary>
    public const string PolicyKey = "volume";

    internal const string Root = "/volume";

    /// <summary>
    /// Adds Cinder v3. Needs an <see cref="ICallerResolver"/>, the images of this program, and a <see cref="Store"/> whose schema has <see cref="BlockStorageTables.All"/>.
    /// </summary>
    public static IServiceCollection AddBlockStorage(this IServiceCollection services, BlockStorageOptions options)
    {
        services.AddSingleton(options);
        services.AddKeyedSingleton<PolicyTable>(PolicyKey);
        services.AddSingleton(_ => new VolumeBackends([.. DriversOf(options).Select(driver => new VolumeBackend(options.HostName, driver.Name, driver))]));
        services.AddSingleton<VolumeApi>();
        services.AddSingleton<Volumes.NewVolume>();
        services.AddSingleton<IVolumes, InstanceVolumes>();
        services.AddSingleton<IVolumeCatalog, VolumeCatalog>();
        services.AddSingleton<ISnapshotCatalog, SnapshotCatalog>();
        services.AddSingleton<GroupCopies>();
        services.AddSingleton<BackupRestores>();
        services.AddSingleton<BackupBytes>();
        services.AddSingleton(provider => BackupStoresOf(options, provider.GetRequiredService<ServiceObjects>()));
        services.AddSingleton<ImageBytes>();
        services.AddSingleton<DiskConversion>();
        services.AddSingleton<IInvariant, VolumesHaveTheirBytes>();
        AddEndpoints(services);
        AddActions(services);
        AddWork(services);
        if (options.Export is { } export)
        {
            services.AddHostedService(provider => new NbdServer(
                export, FileDriver.VolumesIn(options.DataDirectory), Path.Combine(options.DataDirectory, "nbdkit.pid"), provider.GetRequiredService<ILogger<NbdServer>>()));
        }
        return services;
    }

    /// <summary>Makes what must be there before the first request.</summary>
    public static Task PrepareBlockStorageAsync(this IServiceProvider services) => DefaultTypes.EnsureAsync(services.GetRequiredService<Store>());

    /// <summary>Maps <c>/volume</c> and everything below it.</summary>
    public static void MapBlockStorageApi(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        BlockStoragePolicies.AddTo(services.GetRequiredKeyedService<PolicyTable>(PolicyKey));
        services.GetRequiredService<DiscoveryEndpoints>().Map(routes);
        services.GetRequiredService<VolumeEndpoints>().Map(routes);
        services.GetRequiredService<VolumeActionEndpoints>().Map(routes);
        services.GetRequiredService<MetadataEndpoints>().Map(routes);
        services.GetRequiredService<SnapshotEndpoints>().Map(routes);
        services.GetRequiredService<SnapshotActionEndpoints>().Map(routes);
        services.GetRequiredService<TypeEndpoints>().Map(routes);
        services.GetRequiredService<ExtraSpecEndpoints>().Map(routes);
        services.GetRequiredService<TypeProjectEndpoints>().Map(routes);
        services.GetRequiredService<EncryptionEndpoints>().Map(routes);
        services.GetRequiredService<VolumeEncryptionEndpoints>().Map(routes);
        services.GetRequiredService<DefaultTypeEndpoints>().Map(routes);
        services.GetRequiredService<QuotaEndpoints>().Map(routes);
        services.GetRequiredService<ServiceEndpoints>().Map(routes);
        services.GetRequiredService<HostEndpoints>().Map(routes);
        services.GetRequiredService<PoolEndpoints>().Map(routes);
        services.GetRequiredService<MessageEndpoints>().Map(routes);
        services.GetRequiredService<AttachmentEndpoints>().Map(routes);
        services.GetRequiredService<TransferEndpoints>().Map(routes);
        services.GetRequiredService<QosEndpoints>().Map(routes);
        services.GetRequiredService<GroupTypeEndpoints>().Map(routes);
        services.GetRequiredService<GroupEndpoints>().Map(routes);
        services.GetRequiredService<GroupSnapshotEndpoints>().Map(routes);
        services.GetRequiredService<BackupEndpoints>().Map(routes);
        services.GetRequiredService<ManageableEndpoints>().Map(routes);
        services.GetRequiredService<ClusterEndpoints>().Map(routes);
        services.GetRequiredService<VolumeApi>().MapNotFound(routes);
    }

    // The first that fits has a new volume.
    private static IEnumerable<IVolumeDriver> DriversOf(BlockStorageOptions options)
    {
        if (options.Rbd is { } rbd)
        {
            var directory = Directory.CreateDirectory(Path.Combine(options.DataDirectory, "rbd")).FullName;
            yield return new RbdDriver(rbd, DirectoryId.Of(directory), Directory.CreateDirectory(Path.Combine(directory, "scratch")).FullName);
        }
        yield return new FileDriver(options.DataDirectory, options.HostName, options.Export);
    }

    private static BackupStores BackupStoresOf(BlockStorageOptions options, ServiceObjects serviceObjects)
    {
        var objects = new ObjectBackupStore(serviceObjects);
        var directory = new DirectoryBackupStore(options.BackupDirectory ?? Path.Combine(options.DataDirectory, "backups"));
        return options.BackupDirectory is null ? new BackupStores(objects, directory) : new BackupStores(directory, objects);
    }

    private static void AddEndpoints(IServiceCollection services)
    {
        services.AddSingleton<DiscoveryEndpoints>();
        services.AddSingleton<VolumeEndpoints>();
        services.AddSingleton<VolumeActionEndpoints>();
        services.AddSingleton<MetadataEndpoints>();
        services.AddSingleton<SnapshotEndpoints>();
        services.AddSingleton<SnapshotActionEndpoints>();
        services.AddSingleton<TypeEndpoints>();
        services.AddSingleton<ExtraSpecEndpoints>();
        services.AddSingleton<TypeProjectEndpoints>();
        services.AddSingleton<EncryptionEndpoints>();
        services.AddSingleton<VolumeEncryptionEndpoints>();
        services.AddSingleton<DefaultTypeEndpoints>();
        services.AddSingleton<QuotaEndpoints>();
        services.AddSingleton<ServiceEndpoints>();
        services.AddSingleton<HostEndpoints>();
        services.AddSingleton<PoolEndpoints>();
        services.AddSingleton<MessageEndpoints>();
        services.AddSingleton<AttachmentEndpoints>();
        services.AddSingleton<TransferEndpoints>();
        services.AddSingleton<QosEndpoints>();
        services.AddSingleton<GroupTypeEndpoints>();
        services.AddSingleton<GroupEndpoints>();
        services.AddSingleton<GroupSnapshotEndpoints>();
        services.AddSingleton<BackupEndpoints>();
        services.AddSingleton<ManageableEndpoints>();
        services.AddSingleton<ClusterEndpoints>();
    }

    private static void AddActions(IServiceCollection services)
    {
        services.AddSingleton<IVolumeActions, StatusActions>();
        services.AddSingleton<IVolumeActions, SizeActions>();
        services.AddSingleton<IVolumeActions, AttachActions>();
        services.AddSingleton<IVolumeActions, ImageActions>();
        services.AddSingleton<IVolumeActions, PlaceActions>();
    }

    private static void AddWork(IServiceCollection services)
    {
        services.AddSingleton<IVolumeWork, CreateVolumeWork>();
        services.AddSingleton<IVolumeWork, DeleteVolumeWork>();
        services.AddSingleton<IVolumeWork, ExtendVolumeWork>();
        services.AddSingleton<IVolumeWork, RevertVolumeWork>();
        services.AddSingleton<IVolumeWork, CreateSnapshotWork>();
        services.AddSingleton<IVolumeWork, DeleteSnapshotWork>();
        services.AddSingleton<IVolumeWork, UploadVolumeWork>();
        services.AddSingleton<IVolumeWork, FinishGroupWork>();
        services.AddSingleton<IVolumeWork, CreateBackupWork>();
        services.AddSingleton<IVolumeWork, RestoreBackupWork>();
        services.AddSingleton<IVolumeWork, DeleteBackupWork>();
        services.AddSingleton<IVolumeWork, AdoptionWork>();
        services.AddSingleton<IVolumeWork, ReleaseWork>();
        services.AddSingleton<IVolumeWork, SnapshotAdoptionWork>();
        services.AddSingleton<IVolumeWork, SnapshotReleaseWork>();
        services.AddHostedService<VolumeWorker>();
    }
}
