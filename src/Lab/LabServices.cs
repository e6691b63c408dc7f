using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Primitives;

namespace Naru.Lab;

/// <summary>The server of a lab and the agents on its hosts.</summary>
public sealed class LabServices(LabDirectory directory)
{
    /// <summary>Starts those that do not run and waits for the server, not for the agents.</summary>
    public async Task<Result<LabState>> UpAsync(LabState state, CancellationToken cancellation)
    {
        // Both start at the same time: the agents try until the server is there.
        var agents = Task.WhenAll(state.Hosts.Select(host => WithAgentAsync(state, host, cancellation)));
        var server = await CloudServer.EnsureAsync(directory, state, cancellation);
        state = state with { Hosts = await agents };
        state.Save(directory);
        if (!server.TryGet(out var process, out var error))
            return error;
        state = state with { Server = process };
        state.Save(directory);
        return state;
    }

    private async Task<HostState> WithAgentAsync(LabState state, HostState host, CancellationToken cancellation) =>
        host.Host.Role is HostRole.Outside
            ? host
            : host with { Agent = await HostAgent.EnsureAsync(directory, state, host, cancellation) };
}
