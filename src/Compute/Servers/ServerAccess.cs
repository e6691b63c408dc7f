using Naru.Compute.Requests;
using Naru.Primitives;
using Naru.State;

namespace Naru.Compute.Servers;

/// <summary>Which instances a caller may know of.</summary>
internal static class ServerAccess
{
    /// <summary>The instance that the path names, if the caller may do with it what the rule says.</summary>
    public static Result<Server> Find(IStateReader state, ComputeRequest request, string rule, string variable = "server_id")
    {
        var id = request.Route(variable);
        if (state.In(ComputeTables.Servers).Find(id) is not { } server || !Sees(request, server))
            return NovaErrors.NoServer(id);
        return request.Require(rule, server.ProjectId, server.UserId).Map(_ => server);
    }

    public static bool Sees(ComputeRequest request, Server server) => request.Caller.IsAdmin || server.ProjectId == request.Caller.ProjectId;
}
