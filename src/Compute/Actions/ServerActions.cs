using Naru.Compute.Requests;
using Naru.Compute.Servers;
using Naru.State;

namespace Naru.Compute.Actions;

/// <summary>Keeps what was asked of instances.</summary>
internal static class ServerActions
{
    public static void Begin(Transaction state, ComputeRequest request, Server server, string name) => state.Insert(ComputeTables.Actions, new ServerAction
    {
        Id = Guid.NewGuid().ToString(),
        ServerId = server.Id,
        Name = name,
        RequestId = request.Caller.RequestId,
        UserId = request.Caller.UserId,
        ProjectId = request.Caller.ProjectId,
        Host = server.Host,
        StartedAt = state.Time,
    });

    /// <summary>What was going on with an instance that does nothing any more is over.</summary>
    public static void Settle(Transaction state, Server server)
    {
        var now = ServerStates.Of(server);
        if (now.TaskState is not null)
            return;
        foreach (var action in ComputeTables.ActionsByServer.Of(state, server.Id).Where(action => action.FinishedAt is null && !IsLeaving(server, action.Name)).ToList())
            state.Update(ComputeTables.Actions, action with { FinishedAt = state.Time, Message = now.VmState == VmStates.Error ? "Error" : null });
    }

    /// <summary>An action did not lead to what it should.</summary>
    public static void Fail(Transaction state, Server server, string name)
    {
        foreach (var action in ComputeTables.ActionsByServer.Of(state, server.Id).Where(action => action.FinishedAt is null && action.Name == name).ToList())
            state.Update(ComputeTables.Actions, action with { FinishedAt = state.Time, Message = "Error" });
    }

    // The host has not let go of it.
    private static bool IsLeaving(Server server, string action) => action switch
    {
        "detach_interface" => server.Ports.Any(port => port.IsLeaving),
        "detach_volume" => server.Volumes.Any(volume => volume.IsLeaving),
        _ => false,
    };
}
