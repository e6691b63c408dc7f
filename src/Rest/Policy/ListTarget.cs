using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Naru.Rest.Policy;

/// <summary>What a list is asked for: its filters and the variables of its path. Without a domain filter it is the caller's domain.</summary>
public readonly struct ListTarget(IQueryCollection query, RouteValueDictionary route, Caller caller) : IPolicyTarget
{
    public string? Attribute(string name)
    {
        if (route.TryGetValue(name, out var variable))
            return variable as string;
        if (query.TryGetValue(name, out var texts))
            return texts[^1];
        return name == "domain_id" && caller.DomainId.Length > 0 ? caller.DomainId : null;
    }
}
