using System.Text;

namespace Naru.Agent.Nftables;

/// <summary>The commands that turn one state of a table into another, to be applied in one transaction.</summary>
/// <remarks>
/// Only what differs is in them: a new member of a group is one element, however many rules the table has. What a rule or
/// an element names exists before it is named, and goes after the last one that named it.
/// </remarks>
public static class TableDelta
{
    /// <returns>Empty when nothing differs.</returns>
    /// <param name="before">Null: whatever is there is replaced.</param>
    public static string Commands(TablePlan? before, TablePlan after)
    {
        if (before == after)
            return "";
        return before is null || !CanChange(before, after) ? after.Table.ReplaceCommands(after.Body) : Changes(before, after);
    }

    // The type of a set and the hook of a chain are for life.
    private static bool CanChange(TablePlan before, TablePlan after)
    {
        var declarations = before.Sets.Items.ToDictionary(set => set.Name, set => (set.Kind, set.Declaration));
        var hooks = before.Chains.Items.ToDictionary(chain => chain.Name, chain => chain.Hook);
        return before.Table == after.Table
            && after.Sets.Items.All(set => !declarations.TryGetValue(set.Name, out var old) || old == (set.Kind, set.Declaration))
            && after.Chains.Items.All(chain => !hooks.TryGetValue(chain.Name, out var old) || old == chain.Hook);
    }

    private static string Changes(TablePlan before, TablePlan after)
    {
        var text = new StringBuilder();
        var (oldSets, newSets) = (before.Sets.Items.ToDictionary(set => set.Name), after.Sets.Items.ToDictionary(set => set.Name));
        var (oldChains, newChains) = (before.Chains.Items.ToDictionary(chain => chain.Name), after.Chains.Items.ToDictionary(chain => chain.Name));

        foreach (var set in after.Sets.Items.Where(set => !oldSets.ContainsKey(set.Name)))
            text.Append($"add {set.Kind} {after.Table} {set.Name} {{ {set.Declaration} }}\n");
        foreach (var chain in after.Chains.Items.Where(chain => !oldChains.ContainsKey(chain.Name)))
            text.Append($"add chain {after.Table} {chain.Name}{(chain.Hook is { } hook ? $" {{ {hook} }}" : "")}\n");

        foreach (var set in before.Sets)
            AppendElements(text, "delete", after, set, set.Elements.Items.Except(newSets.GetValueOrDefault(set.Name)?.Elements.Items ?? []));
        foreach (var chain in before.Chains.Items.Where(chain => newChains.GetValueOrDefault(chain.Name)?.Rules != chain.Rules))
            text.Append($"flush chain {after.Table} {chain.Name}\n");
        foreach (var set in after.Sets)
            AppendElements(text, "add", after, set, set.Elements.Items.Except(oldSets.GetValueOrDefault(set.Name)?.Elements.Items ?? []));
        foreach (var chain in after.Chains.Items.Where(chain => oldChains.GetValueOrDefault(chain.Name)?.Rules != chain.Rules))
        {
            foreach (var rule in chain.Rules)
                text.Append($"add rule {after.Table} {chain.Name} {rule}\n");
        }

        foreach (var chain in before.Chains.Items.Where(chain => !newChains.ContainsKey(chain.Name)))
            text.Append($"delete chain {after.Table} {chain.Name}\n");
        foreach (var set in before.Sets.Items.Where(set => !newSets.ContainsKey(set.Name)))
            text.Append($"delete {set.Kind} {after.Table} {set.Name}\n");
        return text.ToString();
    }

    private static void AppendElements(StringBuilder text, string verb, TablePlan table, NftSet set, IEnumerable<string> elements)
    {
        var list = string.Join(", ", elements);
        if (list.Length > 0)
            text.Append($"{verb} element {table.Table} {set.Name} {{ {list} }}\n");
    }
}
