using Naru.Compute.Actions;
using Naru.Compute.Requests;
using Naru.Network.Nodes;
using Naru.State;

namespace Naru.Compute.Servers;

/// <summary>Deletes instances.</summary>
internal sealed class ServerDeletion(ServerProgress progress)
{
    /// <summary>Begins to delete an instance; one whose host is not there to do anything is gone at once.</summary>
    public void Begin(Transaction state, ComputeRequest request, Server server)
    {
        ServerActions.Begin(state, request, server, "delete");
        var deleting = server with { IsDeleting = true };
        if (server.Host.Length == 0 || state.In(NodeTable.Table).Find(server.Host) is not { IsAttached: true })
            progress.Remove(state, deleting);
        else
            progress.Save(state, deleting);
    }
}
