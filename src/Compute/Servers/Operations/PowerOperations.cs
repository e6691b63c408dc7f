using Naru.Compute.Validation;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Rest.Endpoints;

namespace Naru.Compute.Servers.Operations;

/// <summary>Starting, stopping and halting.</summary>
internal sealed class PowerOperations : IOperations
{
    private static readonly Shape Reboot = Shapes.Object(new Member("type", Shapes.OneOf("HARD", "Hard", "hard", "SOFT", "Soft", "soft")) { IsRequired = true });

    private static readonly Shape LockArguments = (value, path, context) => context.Version < 73
        ? null
        : Shapes.Nullable(Shapes.Object(("locked_reason", Shapes.Text(1, 255))))(value, path, context);

    public IEnumerable<ServerOperation> All =>
    [
        new("os-start", "servers:start", Shapes.Any, run => run.Accept(run.Server with { Power = NodeInstancePower.Running, Boots = run.Server.Boots + 1 }))
        {
            Verb = "start", From = [VmStates.Stopped],
        },
        new("os-stop", "servers:stop", Shapes.Any, run => run.Accept(run.Recovered with { Power = NodeInstancePower.Stopped }))
        {
            Verb = "stop", From = [VmStates.Active, VmStates.Error],
        },
        new("pause", "os-pause-server:pause", Shapes.Any, run => run.Accept(run.Server with { Power = NodeInstancePower.Paused })) { Verb = "pause", From = [VmStates.Active] },
        new("unpause", "os-pause-server:unpause", Shapes.Any, run => run.Accept(run.Server with { Power = NodeInstancePower.Running }))
        {
            Verb = "unpause", From = [VmStates.Paused],
        },
        new("suspend", "os-suspend-server:suspend", Shapes.Any, run => run.Accept(run.Server with { Power = NodeInstancePower.Suspended }))
        {
            Verb = "suspend", From = [VmStates.Active],
        },
        new("resume", "os-suspend-server:resume", Shapes.Any, run => run.Accept(run.Server with { Power = NodeInstancePower.Running }))
        {
            Verb = "resume", From = [VmStates.Suspended],
        },
        new("reboot", "servers:reboot", Reboot, Rebooted) { Verb = "reboot", From = [VmStates.Active, VmStates.Stopped, VmStates.Paused, VmStates.Suspended, VmStates.Error], IsPatient = true },
        new("lock", "os-lock-server:lock", LockArguments, run => Locked(run, new ServerLock(run.Arguments.TextOf("locked_reason"), run.Request.Caller.IsAdmin && run.Server.ProjectId != run.Request.Caller.ProjectId)))
        {
            Verb = "lock", PassesLocks = true, IsPatient = true, NeedsNoHost = true,
        },
        new("unlock", "os-lock-server:unlock", Shapes.Any, Unlocked) { Verb = "unlock", PassesLocks = true, IsPatient = true, NeedsNoHost = true },
        new("changePassword", "os-admin-password", Shapes.Object(new Member("adminPass", Shapes.Text(0, 255)) { IsRequired = true }), run => run.Accept(run.Server with { AdminPassword = run.Arguments.TextOf("adminPass") }))
        {
            Verb = "changePassword", From = [VmStates.Active],
        },
        new("trigger_crash_dump", "servers:reboot", Shapes.Any, _ => NovaErrors.BadRequest("Driver does not support trigger crash dump.")) { Versions = new(17) },
    ];

    private static Result<Reply> Rebooted(OperationRun run)
    {
        var isHard = run.Arguments.TextOf("type")!.Equals("HARD", StringComparison.OrdinalIgnoreCase);
        var now = ServerStates.Of(run.Server);
        if (!isHard && now.VmState != VmStates.Active)
            return NovaErrors.Conflict($"Cannot 'reboot' instance {run.Server.Id} while it is in vm_state {now.VmState}");
        // A hard one takes the place of a soft one that does not end.
        var mayReplace = isHard && now.TaskState is TaskStates.Rebooting or TaskStates.RebootingHard or TaskStates.Pausing or TaskStates.Suspending or TaskStates.Resuming or TaskStates.Unpausing;
        if (now.TaskState is { } task && !mayReplace)
            return NovaErrors.Conflict($"Cannot 'reboot' instance {run.Server.Id} while it is in task_state {task}");
        return run.Accept(run.Recovered with { Power = NodeInstancePower.Running, Boots = run.Server.Boots + 1, IsHardBoot = isHard });
    }

    private static Reply Locked(OperationRun run, ServerLock held) => run.Accept(run.Server with { Lock = held });

    private static Result<Reply> Unlocked(OperationRun run)
    {
        var isOverridden = run.Request.May("os-lock-server:unlock:unlock_override", run.Server.ProjectId);
        return run.Server.Lock is { IsByAdmin: true } && !isOverridden
            ? NovaErrors.NotAllowed(ComputePolicies.Prefix + "os-lock-server:unlock:unlock_override")
            : run.Accept(run.Server with { Lock = null });
    }
}
