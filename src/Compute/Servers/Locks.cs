using Naru.Compute.Requests;
using Naru.Primitives;

namespace Naru.Compute.Servers;

/// <summary>What a lock forbids.</summary>
internal static class Locks
{
    /// <summary>A locked instance is changed by administrators only.</summary>
    public static Result<Server> Check(ComputeRequest request, Server server) => server.Lock is null || request.Caller.IsAdmin
        ? server
        : NovaErrors.Conflict($"Instance {server.Id} is locked");
}
