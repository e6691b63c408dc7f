using Naru.Primitives;
using Naru.Rest;

namespace Naru.ObjectStorage.Access;

/// <summary>A container's <c>X-Container-Read</c> or <c>X-Container-Write</c>.</summary>
/// <remarks>
/// Elements: <c>.r:*</c>, <c>.r:host</c>, <c>.r:.domain</c>, <c>.r:-host</c> (by the Referer header), <c>.rlistings</c>,
/// <c>project:user</c> by id or name with <c>*</c> for either, and roles. Swift documentation, "Access Control Lists (ACLs)".
/// </remarks>
internal sealed class AccessList
{
    public const string Everybody = "*";

    private readonly List<(bool Allows, string Host)> _referrers = [];
    private readonly List<string> _grants = [];

    public bool AllowsListings { get; private set; }

    /// <param name="header">The name of the header line, for messages.</param>
    public static Result<AccessList> Parse(string text, string header)
    {
        var list = new AccessList();
        var isWrite = header.Contains("Write", StringComparison.OrdinalIgnoreCase);
        foreach (var raw in text.Split(','))
        {
            var element = raw.Trim();
            if (element.Length == 0)
                continue;
            if (!element.StartsWith('.'))
            {
                list._grants.Add(element);
                continue;
            }
            if (isWrite)
                return SwiftErrors.Bad($"{header}: '{element}' is for reading only.");
            var colon = element.IndexOf(':', StringComparison.Ordinal);
            var (kind, host) = colon < 0 ? (element, "") : (element[..colon].Trim(), element[(colon + 1)..].Trim());
            if (kind == ".rlistings" && colon < 0)
                list.AllowsListings = true;
            else if (kind is not (".r" or ".ref" or ".referer" or ".referrer"))
                return SwiftErrors.Bad($"{header}: unknown element '{element}': expected .r:HOST, .rlistings, PROJECT:USER or a role.");
            else if (!list.AddReferrer(host))
                return SwiftErrors.Bad($"{header}: '{element}' names no host.");
        }
        return list;
    }

    /// <summary>As it is kept: without blanks and in the short spelling.</summary>
    public override string ToString() => string.Join(',', [
        .. _referrers.Select(referrer => $".r:{(referrer.Allows ? "" : "-")}{referrer.Host}"),
        .. AllowsListings ? [".rlistings"] : Array.Empty<string>(),
        .. _grants]);

    public bool Allows(Caller caller) => _grants.Any(grant => Matches(grant, caller));

    /// <summary>Whether the page that leads here may do so; the last element that fits decides.</summary>
    public bool AllowsReferrer(string? referrer)
    {
        var host = Uri.TryCreate(referrer, UriKind.Absolute, out var page) ? page.Host : "unknown";
        var allowed = false;
        foreach (var (allows, pattern) in _referrers)
        {
            if (pattern == Everybody || pattern == host || (pattern.StartsWith('.') && host.EndsWith(pattern, StringComparison.OrdinalIgnoreCase)))
                allowed = allows;
        }
        return allowed;
    }

    private static bool Matches(string grant, Caller caller)
    {
        var colon = grant.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return caller.ProjectId.Length > 0 && (caller.HasRole(grant.ToLowerInvariant()) || grant == caller.ProjectId);
        var (project, user) = (grant[..colon], grant[(colon + 1)..]);
        return (project == Everybody || project == caller.ProjectId || project == caller.ProjectName)
            && (user == Everybody || user == caller.UserId || user == caller.UserName);
    }

    private bool AddReferrer(string host)
    {
        var denies = host.StartsWith('-');
        host = (denies ? host[1..] : host).Trim();
        if (host.StartsWith("*.", StringComparison.Ordinal))
            host = host[1..];
        if (host.Length == 0 || host == ".")
            return false;
        _referrers.Add((!denies, host));
        return true;
    }
}
