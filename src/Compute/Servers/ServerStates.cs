using Naru.NodeContract;

namespace Naru.Compute.Servers;

/// <summary>Tells the state of an instance from what it shall be and what its host says.</summary>
internal static class ServerStates
{
    public static ServerState Of(Server server)
    {
        var task = TaskOf(server);
        var vm = VmStateOf(server);
        return new ServerState(vm, task, PowerOf(server), StatusOf(vm, task));
    }

    /// <summary>Whether it is made as often and in the way that it shall be.</summary>
    public static bool IsBuilt(Server server) => server.Observed is { Power: not null } observed && observed.Builds >= server.Builds;

    /// <summary>Whether its host says that it has the sizes of its flavor. A disk that has grown for another flavor does not shrink.</summary>
    public static bool HasItsSize(Server server) => IsBuilt(server) && (server.Observed!.Flavor is not { } actual
        || (actual.Vcpus == server.Flavor.Vcpus && actual.MemoryMiB == server.Flavor.Ram && actual.RootGiB >= server.Flavor.ForHost().RootGiB));

    /// <summary>Whether its power is what it shall be, after as many starts.</summary>
    public static bool HasItsPower(Server server) =>
        server.Observed is { } observed && observed.Power == server.Power && observed.IsRescued == server.IsRescued
        && (server.Power is not NodeInstancePower.Running || observed.Boots >= server.Boots);

    private static bool HasFailed(Server server) => server.HasFailed || server.Observed is { Fault.Length: > 0 };

    private static string VmStateOf(Server server) => server switch
    {
        { DeletedAt: not null } => VmStates.Deleted,
        _ when HasFailed(server) => VmStates.Error,
        { Shelving: Shelving.Offloaded or Shelving.Unshelving } => VmStates.Offloaded,
        { LaunchedAt: null } => VmStates.Building,
        { Move.Phase: ServerMovePhase.Moved or ServerMovePhase.Reverting } => VmStates.Resized,
        { Move: { Phase: ServerMovePhase.Moving, WasStopped: true } } => VmStates.Stopped,
        { Move.Phase: ServerMovePhase.Moving } => VmStates.Active,
        { Move.Phase: ServerMovePhase.Live or ServerMovePhase.Landing } => OfPower(server.Power),
        { Shelving: Shelving.Shelving } => VmStates.Active,
        { Observed.IsRescued: true } => VmStates.Rescued,
        // Between two starts it has no power of its own.
        { Observed: null or { Power: null } } => OfPower(server.Power),
        _ when server.Observed!.Boots < server.Boots && server.Power is NodeInstancePower.Running => OfPower(server.Power),
        _ => OfPower(server.Observed!.Power!.Value),
    };

    private static string? TaskOf(Server server) => server switch
    {
        { DeletedAt: not null } => null,
        { IsDeleting: true } => TaskStates.Deleting,
        _ when HasFailed(server) => null,
        { Shelving: Shelving.Offloaded } => null,
        { Shelving: Shelving.Shelving } => server.Snapshots.IsEmpty ? TaskStates.Shelving : "shelving_image_uploading",
        { Shelving: Shelving.Unshelving } => TaskStates.Unshelving,
        { LaunchedAt: null } => server.Volumes.IsEmpty ? TaskStates.Spawning : server.Observed is null ? TaskStates.BlockDeviceMapping : TaskStates.Spawning,
        { Move.Phase: ServerMovePhase.Moving } => TaskStates.Resizing,
        { Move.Phase: ServerMovePhase.Reverting } => TaskStates.Reverting,
        { Move.Phase: ServerMovePhase.Live or ServerMovePhase.Landing } => TaskStates.Migrating,
        { Observed: null } => TaskStates.Spawning,
        _ when server.Observed!.Builds < server.Builds => TaskStates.Rebuilding,
        _ when server.IsRescued != server.Observed!.IsRescued => server.IsRescued ? TaskStates.Rescuing : TaskStates.Unrescuing,
        _ when server.Power is NodeInstancePower.Running && server.Observed!.Boots < server.Boots && server.Observed.Power is not NodeInstancePower.Stopped =>
            server.IsHardBoot ? TaskStates.RebootingHard : TaskStates.Rebooting,
        _ when server.Power != server.Observed!.Power => PowerTask(server.Observed!.Power, server.Power),
        _ when server.Power is NodeInstancePower.Running && server.Observed!.Boots < server.Boots => TaskStates.RebootingHard,
        { Snapshots.IsEmpty: false } => TaskStates.ImageUploading,
        _ => null,
    };

    private static string PowerTask(NodeInstancePower? from, NodeInstancePower to) => to switch
    {
        NodeInstancePower.Stopped => TaskStates.PoweringOff,
        NodeInstancePower.Paused => TaskStates.Pausing,
        NodeInstancePower.Suspended => TaskStates.Suspending,
        _ => from switch
        {
            NodeInstancePower.Paused => TaskStates.Unpausing,
            NodeInstancePower.Suspended => TaskStates.Resuming,
            _ => TaskStates.PoweringOn,
        },
    };

    private static string OfPower(NodeInstancePower power) => power switch
    {
        NodeInstancePower.Running => VmStates.Active,
        NodeInstancePower.Paused => VmStates.Paused,
        NodeInstancePower.Suspended => VmStates.Suspended,
        _ => VmStates.Stopped,
    };

    private static int PowerOf(Server server) => server.Observed?.Power switch
    {
        NodeInstancePower.Running => PowerStates.Running,
        NodeInstancePower.Paused => PowerStates.Paused,
        NodeInstancePower.Suspended => PowerStates.Suspended,
        NodeInstancePower.Stopped => PowerStates.Shutdown,
        // Its host has not said yet that it runs on.
        _ when server.Move is { Phase: ServerMovePhase.Landing } => server.Power is NodeInstancePower.Paused ? PowerStates.Paused : PowerStates.Running,
        _ => server.Shelving is Shelving.Offloaded ? PowerStates.Shutdown : PowerStates.None,
    };

    private static string StatusOf(string vm, string? task) => (vm, task) switch
    {
        (VmStates.Deleted, _) => "DELETED",
        (VmStates.Error, _) => "ERROR",
        (_, TaskStates.Rebuilding) => "REBUILD",
        (_, TaskStates.Resizing) => "RESIZE",
        (_, TaskStates.Migrating) => "MIGRATING",
        (VmStates.Active, TaskStates.Rebooting) => "REBOOT",
        (_, TaskStates.RebootingHard) => "HARD_REBOOT",
        (VmStates.Resized, TaskStates.Reverting) => "REVERT_RESIZE",
        (VmStates.Resized, _) => "VERIFY_RESIZE",
        (VmStates.Building, _) => "BUILD",
        (VmStates.Stopped, _) => "SHUTOFF",
        (VmStates.Paused, _) => "PAUSED",
        (VmStates.Suspended, _) => "SUSPENDED",
        (VmStates.Rescued, _) => "RESCUE",
        (VmStates.Shelved, _) => "SHELVED",
        (VmStates.Offloaded, _) => "SHELVED_OFFLOADED",
        _ => "ACTIVE",
    };
}
