using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Consoles;
using Naru.Compute.Requests;
using Naru.Compute.Scheduling;
using Naru.Compute.Validation;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Compute.Servers.Operations;

/// <summary><c>POST /servers/{id}/action</c>.</summary>
internal sealed class OperationEndpoints(ComputeApi api, Store store, ReturningHosts hosts, ServerProgress progress, ConsoleOutput console, RemoteConsoles consoles, IEnumerable<IOperations> operations)
{
    private readonly ILookup<string, ServerOperation> _operations = operations.SelectMany(some => some.All).ToLookup(operation => operation.Name);

    public void Map(IEndpointRouteBuilder routes) => api.Map(routes, HttpMethods.Post, "servers/{server_id}/action", ActAsync);

    private async ValueTask<Result<Reply>> ActAsync(ComputeRequest request)
    {
        if (!(await request.BodyAsync(Shapes.Any)).TryGet(out var body, out var error))
            return error;
        if (body.EnumerateObject().ToList() is not [var action])
            return NovaErrors.BadRequest("The request body must have exactly one action.");
        if (action.Name == ConsoleOutput.Name)
            return await console.ShowAsync(request, body);
        if (RemoteConsoles.IsAction(action.Name, request.Version))
            return await consoles.ActAsync(request, action.Name, body);
        if (_operations[action.Name].FirstOrDefault(candidate => candidate.Versions.Has(request.Version)) is not { } operation)
            return NovaErrors.BadRequest($"There is no such action: {action.Name}");
        if (request.FaultOf(Shapes.Wrapped(operation.Name, operation.Arguments), body) is { } fault)
            return NovaErrors.BadRequest(fault);
        if (operation.FindsHost)
            await hosts.WaitAsync(request.Http.RequestAborted);
        return await store.WriteAsync(request.Write, state => Act(state, request, operation, action.Value));
    }

    private Result<Reply> Act(Transaction state, ComputeRequest request, ServerOperation operation, JsonElement arguments)
    {
        if (!ServerAccess.Find(state, request, operation.Rule).TryGet(out var server, out var error)
            || (!operation.PassesLocks && !Locks.Check(request, server).TryGet(out _, out error))
            || !Check(operation, server).TryGet(out _, out error))
        {
            return error;
        }
        return operation.Act(new OperationRun(state, request, server, arguments, progress, operation));
    }

    private static Result<Done> Check(ServerOperation operation, Server server)
    {
        var now = ServerStates.Of(server);
        var verb = operation.Verb.Length > 0 ? operation.Verb : operation.Name;
        if (operation.From.Count > 0 && !operation.From.Contains(now.VmState))
            return Conflict("vm_state", now.VmState);
        if (!operation.IsPatient && now.TaskState is { } task)
            return Conflict("task_state", task);
        return operation.NeedsNoHost || server.Host.Length > 0 ? Done.Ok : NovaErrors.Conflict($"Instance {server.Id} is not ready: it has no host.");

        Error Conflict(string attribute, string value) => NovaErrors.Conflict($"Cannot '{verb}' instance {server.Id} while it is in {attribute} {value}");
    }
}
