using Microsoft.Extensions.Logging;
using Naru.Agent.Reconciling;

namespace Naru.Agent;

/// <summary>The services of a host beside its switch, by the roles in its configuration.</summary>
internal static class HostServices
{
    public static IReadOnlyList<IHostService> Create(string host, AgentConfiguration configuration, WakeUp wakeUp, ILoggerFactory logs)
    {
        var services = new List<IHostService>();
        return services;
    }
}
