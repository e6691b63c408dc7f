namespace Naru.Rest.Policy;

/// <summary>The rules of a file for one API, before they are in force.</summary>
internal sealed class PolicyOverrides(PolicyTable table)
{
    private readonly Dictionary<string, (PolicyLine Line, PolicyExpression Rule)> _rules = [];

    public IEnumerable<KeyValuePair<string, PolicyExpression>> Rules =>
        _rules.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Rule));

    public void Add(PolicyLine line, List<string> problems)
    {
        if (table.IsHelper(table.Local(line.Name)) && table.Default(table.Local(line.Name))!.Text != line.Expression) // A helper has one.
            problems.Add(line.Complain($"the defaults do not ask '{line.Name}', so it stays \"{table.Default(table.Local(line.Name))}\": change the rules of the operations."));
        else if (table.Parse(line.Expression).TryGet(out var rule, out var error))
            _rules[table.Local(line.Name)] = (line, rule);
        else
            problems.Add(line.Complain($"rule '{line.Name}': {error.Message}"));
    }

    /// <summary>Whether a rule of the file or a default asks the rule of that name.</summary>
    public bool Uses(string name) =>
        _rules.Values.Any(own => own.Rule.References.Any(asked => table.Local(asked) == table.Local(name)));

    /// <summary>Every rule that is asked must exist, and none may ask itself, however far around.</summary>
    public void CheckReferences(List<string> problems)
    {
        foreach (var (name, (line, rule)) in _rules)
        {
            foreach (var asked in rule.References.Where(asked => Find(table.Local(asked)) is null))
                problems.Add(line.Complain($"rule '{line.Name}' asks 'rule:{asked}', which does not exist."));
            if (Reaches(name, rule, []))
                problems.Add(line.Complain($"rule '{line.Name}' asks itself."));
        }
    }

    private PolicyExpression? Find(string name) => _rules.TryGetValue(name, out var own) ? own.Rule : table.Default(name);

    private bool Reaches(string name, PolicyExpression rule, HashSet<string> seen) => rule.References.Select(table.Local).Any(asked =>
        asked == name || (seen.Add(asked) && Find(asked) is { } next && Reaches(name, next, seen)));
}
