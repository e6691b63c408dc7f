using Naru.Primitives;
using Naru.Protocols.Ovsdb.Rpc;

namespace Naru.Ovn;

/// <summary>Where OVN is.</summary>
/// <param name="Northbound">The servers of the northbound database: one, or those of a cluster.</param>
/// <param name="Southbound">Those of the southbound database; none: nothing is observed, and hosts are simulated.</param>
public sealed record OvnOptions(EquatableList<OvsdbEndpoint> Northbound, EquatableList<OvsdbEndpoint> Southbound)
{
    /// <summary>How often chassis are asked for a sign of life. Each answers with a write of its own, so seldom.</summary>
    public TimeSpan SignOfLifeInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A chassis that has not answered for so long is shown as not alive: it has missed two questions.</summary>
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a row changed by somebody else may go unnoticed under load. A look takes as long as some thousand requests.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Reads addresses as ovn-nbctl takes them: <c>tcp:HOST:PORT</c> or <c>unix:/PATH</c>, several with commas.</summary>
    public static Result<EquatableList<OvsdbEndpoint>> Endpoints(string text)
    {
        var endpoints = new List<OvsdbEndpoint>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!OvsdbEndpoint.Parse(part).TryGet(out var endpoint, out var error))
                return error;
            endpoints.Add(endpoint);
        }
        return endpoints.ToEquatableList();
    }
}
