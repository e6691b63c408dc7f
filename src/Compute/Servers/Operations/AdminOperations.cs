using Microsoft.AspNetCore.Http;
using Naru.Compute.Validation;
using Naru.Primitives;
using Naru.Rest.Endpoints;

namespace Naru.Compute.Servers.Operations;

/// <summary>What administrators do when something is wrong, and deletion without waiting.</summary>
internal sealed class AdminOperations(ServerDeletion deletion) : IOperations
{
    private static readonly Shape State = Shapes.Object(new Member("state", Shapes.OneOf("active", "error")) { IsRequired = true });

    public IEnumerable<ServerOperation> All =>
    [
        new("os-resetState", "os-admin-actions:reset_state", State, Reset) { Verb = "resetState", PassesLocks = true, IsPatient = true, NeedsNoHost = true },
        new("forceDelete", "os-deferred-delete:force", Shapes.Any, run =>
        {
            deletion.Begin(run.State, run.Request, run.Server);
            return new Reply(StatusCodes.Status202Accepted, null);
        }) { IsPatient = true, NeedsNoHost = true },
        // Nothing is deleted later than it is asked for (reclaim_instance_interval = 0), so that there is nothing to restore.
        new("restore", "os-deferred-delete:restore", Shapes.Any, run => NovaErrors.Conflict($"Cannot 'restore' instance {run.Server.Id} while it is in vm_state {ServerStates.Of(run.Server).VmState}"))
        {
            IsPatient = true, NeedsNoHost = true,
        },
    ];

    private static Result<Reply> Reset(OperationRun run) => run.Accept(run.Arguments.TextOf("state") == "error"
        ? run.Server with { HasFailed = true, Fault = run.Server.Fault ?? new ServerFault(ServerFault.Internal, "An administrator has said so.", run.State.Time) }
        : run.Recovered);
}
