namespace Naru.Policy;

/// <summary>A table in a file beside its test, one line a row. UPDATE_GOLDEN=1 rewrites it.</summary>
internal static class GoldenTable
{
    /// <param name="command">What rewrites the file, for whoever changed a row on purpose.</param>
    public static void Match(string actual, string file, string command)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file) ?? "");
            File.WriteAllText(file, actual);
        }
        var expected = File.Exists(file) ? File.ReadAllText(file) : "";
        if (expected == actual)
            return;
        var (before, after) = (Rows(expected), Rows(actual));
        var missing = after.Where(row => !before.ContainsKey(row.Key)).Select(row => $"missing  {row.Value}");
        var changed = after.Where(row => before.TryGetValue(row.Key, out var old) && old != row.Value)
            .Select(row => $"changed  {before[row.Key]}\n     to  {row.Value}");
        var gone = before.Where(row => !after.ContainsKey(row.Key)).Select(row => $"gone     {row.Value}");
        Assert.Fail($"{file} is not what the declarations say:\n{string.Join('\n', missing.Concat(changed).Concat(gone))}\n\nIf that is right: {command}");
    }

    // Columns grow with the longest cell; that alone is no change of a row.
    private static Dictionary<string, string> Rows(string text) => text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => string.Join(" | ", line.Split('|', StringSplitOptions.TrimEntries)))
        .Where(line => !line.StartsWith("---", StringComparison.Ordinal))
        .ToDictionary(line => line.Split(" | ")[0], line => line);
}
