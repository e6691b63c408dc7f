using System.Collections.Concurrent;
using Naru.Primitives;

namespace Naru.Rest.Policy;

/// <summary>All policy rules by name: defaults from the declarations, overridden by the operator's file.</summary>
public sealed class PolicyTable
{
    private readonly ConcurrentDictionary<string, PolicyExpression> _rules = new();

    public IReadOnlyDictionary<string, PolicyExpression> Rules => _rules;

    /// <summary>Adds a default; an override that was loaded before stays.</summary>
    public void Default(string name, string expression) => _rules.GetOrAdd(name, _ => Compile(expression).Unwrap());

    /// <summary>Replaces a rule, as an operator's policy file does.</summary>
    public Result<Done> Override(string name, string expression)
    {
        if (!Compile(expression).TryGet(out var compiled, out var error))
            return error;
        _rules[name] = compiled;
        return Done.Ok;
    }

    /// <summary>Whether the rule lets the caller do it. A rule that is not known refuses.</summary>
    public bool Allows(string name, Caller caller, IPolicyTarget target) =>
        _rules.TryGetValue(name, out var rule) && rule.Allows(caller, target);

    private Result<PolicyExpression> Compile(string expression) =>
        PolicyExpression.Parse(expression, name => _rules.GetValueOrDefault(name));
}
