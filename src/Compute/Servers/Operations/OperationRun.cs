using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naru.Compute.Actions;
using Naru.Compute.Requests;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Compute.Servers.Operations;

/// <summary>One operation on one instance, within a write.</summary>
internal sealed record OperationRun(Transaction State, ComputeRequest Request, Server Server, JsonElement Arguments, ServerProgress Progress, ServerOperation Operation)
{
    private static readonly Reply Accepted = new(StatusCodes.Status202Accepted, null);

    /// <summary>The instance without what was wrong with it: it is tried again.</summary>
    public Server Recovered => Server with { HasFailed = false, Observed = Server.Observed is { } observed ? observed with { Fault = "" } : null };

    /// <summary>Stores what the instance shall be from now on.</summary>
    public Server Store(Server changed)
    {
        if (Operation.Verb.Length > 0)
            ServerActions.Begin(State, Request, changed, Operation.Verb);
        return Progress.Save(State, changed);
    }

    /// <summary>As <see cref="Store"/>; the answer is that it will be so.</summary>
    public Reply Accept(Server changed)
    {
        Store(changed);
        return Accepted;
    }
}
