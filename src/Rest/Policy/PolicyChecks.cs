using System.Text.RegularExpressions;

namespace Naru.Rest.Policy;

/// <summary>The checks that policy expressions are made of.</summary>
internal static class PolicyChecks
{
    // An operator's expression is asked of names that clients chose.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    public static Func<Caller, IPolicyTarget, bool> Role(string name) => (caller, _) => caller.HasRole(name);

    /// <summary><c>field:networks:shared=True</c>: the attribute of the target, or of the network that it is on.</summary>
    /// <returns>Null when the text is no such check.</returns>
    public static Func<Caller, IPolicyTarget, bool>? Field(string text, ICollection<string> attributes)
    {
        var colon = text.IndexOf(':');
        var equals = text.LastIndexOf('=');
        if (colon <= 0 || equals <= colon + 1)
            return null;
        var (name, wanted) = (text[(colon + 1)..equals], text[(equals + 1)..]);
        attributes.Add(name);
        var matches = Matching(wanted);
        return matches is null ? null : (_, target) => (target.Attribute(name) ?? target.Attribute($"network:{name}")) is { } value && matches(value);
    }

    /// <summary><c>LEFT:RIGHT</c>: a value of the caller or a literal against a value of the target or a literal.</summary>
    public static Func<Caller, IPolicyTarget, bool> Comparison(string left, string right, ICollection<string> attributes)
    {
        // oslo.policy calls the object of a request 'target', and Keystone's rules say so.
        const string Target = "target.";
        var attribute = right.StartsWith("%(", StringComparison.Ordinal) && right.EndsWith(")s", StringComparison.Ordinal) ? right[2..^2] : null;
        if (attribute?.StartsWith(Target, StringComparison.Ordinal) is true)
            attribute = attribute[Target.Length..];
        if (attribute is not null)
            attributes.Add(attribute);
        return (caller, target) =>
        {
            var expected = attribute is null ? right : target.Attribute(attribute);
            if (left == "None")
                return expected is null or "None";
            var actual = ValueOf(left, caller, target);
            return actual is null ? attribute is null && expected == "None" : actual == expected;
        };
    }

    private static Func<string, bool>? Matching(string wanted)
    {
        if (wanted is not ['~', .. var pattern])
            return value => value == wanted;
        try
        {
            var expression = new Regex($"^(?:{pattern})", RegexOptions.CultureInvariant, Patience);
            return expression.IsMatch;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? ValueOf(string left, Caller caller, IPolicyTarget target) => left switch
    {
        "user_id" => caller.UserId,
        "project_id" or "tenant_id" => OrNull(caller.ProjectId),
        "domain_id" or "token.domain.id" => OrNull(caller.DomainId),
        "user_domain_id" or "user.domain_id" or "token.user.domain.id" => OrNull(caller.UserDomainId),
        "project_domain_id" or "token.project.domain.id" => OrNull(caller.ProjectDomainId),
        "system_scope" => caller.SystemScope,
        // The token of a service's own configuration file, which Keystone once had.
        "is_admin" => "0",
        "True" or "False" => left,
        ['\'', ..] or ['"', ..] => left.Trim('\'', '"'),
        _ => target.Attribute(left),
    };

    private static string? OrNull(string text) => text.Length > 0 ? text : null;
}
