using Microsoft.Extensions.Logging;
using Naru.Primitives;

namespace Naru.Rest.Policy;

/// <summary>An operator's policy file, or a directory of them, over the defaults of the APIs.</summary>
/// <remarks>
/// As for oslo.policy, a rule that is not in the file keeps its default, and names that no API knows may be defined for others to use
/// as <c>rule:NAME</c>. A name that nobody knows and nobody uses is taken for a slip of the pen. What is wrong in a file leaves
/// everything as it was.
/// </remarks>
public sealed class PolicyFile(string path, IReadOnlyList<PolicyTable> tables)
{
    /// <summary>Reads the file again and puts its rules in force.</summary>
    /// <returns>How many rules the file has.</returns>
    public Result<int> Load()
    {
        if (!ReadAll().TryGet(out var lines, out var error))
            return error;
        var problems = new List<string>();
        var overrides = tables.Select(table => (Table: table, Rules: For(table, lines, problems))).ToList();
        foreach (var line in lines)
        {
            if (!tables.Any(table => table.Default(table.Local(line.Name)) is not null) && !overrides.Any(own => own.Rules.Uses(line.Name)))
                problems.Add(line.Complain($"no API has a rule '{line.Name}', and no rule here uses it{Suggestion(line.Name)}."));
        }
        if (problems.Count > 0)
            return Error.Invalid(string.Join('\n', problems.Distinct()));
        foreach (var (table, rules) in overrides)
            table.Override(rules.Rules);
        return lines.Count;
    }

    /// <summary>As the other one, with a line in the log about what came of it.</summary>
    public Result<int> Load(ILogger log)
    {
        var loaded = Load();
        if (loaded.TryGet(out var rules, out var error))
            log.PolicyLoaded(rules, path);
        else
            log.PolicyRefused(path, error.Message);
        return loaded;
    }

    private Result<List<PolicyLine>> ReadAll()
    {
        try
        {
            string[] files = Directory.Exists(path)
                ? [.. Directory.GetFiles(path).Where(file => Path.GetExtension(file) is ".yaml" or ".yml" or ".json").Order(StringComparer.Ordinal)]
                : [path];
            var lines = new Dictionary<string, PolicyLine>();
            foreach (var file in files)
            {
                using var text = new StreamReader(file);
                if (!PolicyYaml.Read(file, text).TryGet(out var read, out var error))
                    return error;
                // As with all directories of this kind, the last file decides.
                foreach (var line in read)
                    lines[line.Name] = line;
            }
            return lines.Values.ToList();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Error.Invalid($"The policy '{path}' cannot be read: {exception.Message}");
        }
    }

    private static PolicyOverrides For(PolicyTable table, List<PolicyLine> lines, List<string> problems)
    {
        var overrides = new PolicyOverrides(table);
        foreach (var line in lines.Where(line => Concerns(table, line, lines)))
            overrides.Add(line, problems);
        overrides.CheckReferences(problems);
        return overrides;
    }

    // Helpers of both APIs have names like 'owner' without a prefix. In a file of prefixed rules only they are that API's.
    private static bool Concerns(PolicyTable table, PolicyLine line, List<PolicyLine> lines)
    {
        const string Identity = "identity:";
        if (line.Name.StartsWith(Identity, StringComparison.Ordinal))
            return table.Prefix == Identity;
        var ofIdentity = lines.Exists(other => other.Name.StartsWith(Identity, StringComparison.Ordinal));
        var ofOthers = lines.Exists(other => IsOperation(other.Name));
        return ofIdentity == ofOthers || (table.Prefix == Identity) == ofIdentity;
    }

    private static bool IsOperation(string name) =>
        name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("create_", StringComparison.Ordinal)
        || name.StartsWith("update_", StringComparison.Ordinal) || name.StartsWith("delete_", StringComparison.Ordinal)
        || name.StartsWith("add_", StringComparison.Ordinal) || name.StartsWith("remove_", StringComparison.Ordinal);

    private string Suggestion(string name)
    {
        var close = tables.SelectMany(table => table.Names.Select(known => table.Prefix + known))
            .Where(known => known.Contains(name, StringComparison.Ordinal) || name.Contains(known, StringComparison.Ordinal))
            .OrderBy(known => Math.Abs(known.Length - name.Length)).ThenBy(known => known, StringComparer.Ordinal)
            .FirstOrDefault();
        return close is null ? "" : $"; '{close}' is one";
    }
}
