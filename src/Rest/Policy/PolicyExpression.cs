using System.Collections.Immutable;
using Naru.Primitives;

namespace Naru.Rest.Policy;

/// <summary>A compiled policy expression: <c>role:admin or (role:member and project_id:%(project_id)s)</c>.</summary>
/// <remarks>
/// The language is the one of oslo.policy rules: <c>and</c>, <c>or</c>, <c>not</c>, parentheses, <c>@</c> (always), <c>!</c> (never),
/// <c>role:NAME</c>, <c>rule:NAME</c>, <c>field:RESOURCE:ATTRIBUTE=VALUE</c> (<c>=~</c> for a regular expression), and
/// <c>LEFT:RIGHT</c> where the left side is an attribute of the caller (<c>user_id</c>, <c>project_id</c>, <c>domain_id</c>,
/// <c>system_scope</c>, …), of the target, or a literal (<c>'text'</c>, <c>True</c>, <c>None</c>), and the right side is a literal
/// or <c>%(attribute)s</c> of the target.
/// </remarks>
public sealed class PolicyExpression
{
    private readonly Func<Caller, IPolicyTarget, bool> _check;

    private PolicyExpression(string text, Func<Caller, IPolicyTarget, bool> check, PolicyParser parser) =>
        (Text, _check, References, Attributes) = (text, check, [.. parser.References], [.. parser.Attributes]);

    public string Text { get; }

    /// <summary>The rules that it asks, by the names it has for them.</summary>
    public ImmutableSortedSet<string> References { get; }

    /// <summary>The attributes of the target that it looks at.</summary>
    public ImmutableSortedSet<string> Attributes { get; }

    public bool Allows(Caller caller, IPolicyTarget target) => _check(caller, target);

    /// <param name="text">The expression; empty means always.</param>
    /// <param name="rule">Finds a named rule when it is evaluated, so that rules may refer to each other in any order.</param>
    public static Result<PolicyExpression> Parse(string text, Func<string, PolicyExpression?> rule)
    {
        var parser = new PolicyParser(text, rule);
        return parser.Parse().Map(check => new PolicyExpression(text, check, parser));
    }

    public override string ToString() => Text;
}
