using System.Collections.Concurrent;
using System.Collections.Frozen;
using Naru.Primitives;

namespace Naru.Rest.Policy;

/// <summary>All policy rules of an API by name: defaults from the declarations, overridden by the operator's file.</summary>
/// <remarks>Thread-safe. The overrides are replaced all at once, so that a request sees either the old or the new ones.</remarks>
public sealed class PolicyTable
{
    private readonly ConcurrentDictionary<string, PolicyExpression> _defaults = new();
    private readonly ConcurrentDictionary<string, bool> _helpers = new();
    private volatile FrozenDictionary<string, PolicyExpression> _overrides = FrozenDictionary<string, PolicyExpression>.Empty;

    /// <summary>What stands before the names of this API's rules in policy files, such as <c>identity:</c>.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The names of the rules that decide about operations and attributes, in no order.</summary>
    public IEnumerable<string> Names => _defaults.Keys.Where(name => !_helpers.ContainsKey(name));

    /// <summary>The rule in force; null when there is none of that name.</summary>
    public PolicyExpression? Find(string name) => _overrides.TryGetValue(name, out var rule) ? rule : _defaults.GetValueOrDefault(name);

    /// <summary>Adds a default. The first of a name counts.</summary>
    public void Default(string name, string expression) => _defaults.GetOrAdd(name, _ => Parse(expression).Unwrap());

    /// <summary>Adds a name that rules of a policy file may use as <c>rule:NAME</c>, such as <c>admin_or_owner</c>.</summary>
    /// <remarks>The defaults do not ask it, so that changing it would change nothing: a file may only repeat what it says.</remarks>
    public void Helper(string name, string expression)
    {
        Default(name, expression);
        _helpers[name] = true;
    }

    public bool IsHelper(string name) => _helpers.ContainsKey(name);

    /// <summary>The rule that is in force while the operator's file has none of that name.</summary>
    public PolicyExpression? Default(string name) => _defaults.GetValueOrDefault(name);

    /// <summary>Reads an expression whose <c>rule:</c> checks look into this table.</summary>
    public Result<PolicyExpression> Parse(string expression) => PolicyExpression.Parse(expression, name => Find(Local(name)));

    /// <summary>Puts rules over the defaults, instead of those that were there before.</summary>
    public void Override(IEnumerable<KeyValuePair<string, PolicyExpression>> rules) => _overrides = rules.ToFrozenDictionary();

    /// <summary>Whether the rule lets the caller do it. A rule that is not known refuses.</summary>
    public bool Allows(string name, Caller caller, IPolicyTarget target) => Find(name) is { } rule && rule.Allows(caller, target);

    /// <summary>A name of a policy file as this table knows it.</summary>
    internal string Local(string name) =>
        Prefix.Length > 0 && name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
}
