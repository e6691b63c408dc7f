using System.Text.RegularExpressions;

namespace Naru;

/// <summary>The projects refer to one another as <c>docs/architecture.md</c> says.</summary>
public sealed partial class ArchitectureSpecs
{
    private const string Arrow = "◄──";
    private const string Everything = "all of these";

    /// <summary>Of each project, by its folder, those that its file names.</summary>
    private static readonly Dictionary<string, HashSet<string>> Projects = Directory
        .GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
        .ToDictionary(FolderOf, file => Reference().Matches(File.ReadAllText(file))
            .Select(match => Path.GetFullPath(match.Groups["file"].Value, Path.GetDirectoryName(file)!))
            .Where(other => other.StartsWith(Path.Combine(Repository.Root, "src"), StringComparison.Ordinal))
            .Select(FolderOf).ToHashSet());

    private static readonly Dictionary<string, HashSet<string>> Stated = Read();

    [Fact]
    public void A_project_refers_to_those_that_an_arrow_leads_to() => Assert.Empty(
        from project in Projects
        from other in project.Value.Except(Reached(project.Key, Stated))
        select $"{project.Key} refers to {other}, and no arrow says so.");

    [Fact]
    public void An_arrow_is_a_reference() => Assert.Empty(
        from project in Stated
        from other in project.Value.Except(Reached(project.Key, Projects))
        select $"an arrow leads from {project.Key} to {other}, and there is no reference.");

    private static Dictionary<string, HashSet<string>> Read()
    {
        var stated = new Dictionary<string, HashSet<string>>();
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "docs/architecture.md")).Where(line => line.Contains(Arrow, StringComparison.Ordinal)))
        {
            var steps = line.Split(Arrow).Select(Names).ToList();
            foreach (var (before, after) in steps.Zip(steps.Skip(1)))
            {
                foreach (var project in after)
                    stated[project] = [.. stated.GetValueOrDefault(project, []), .. before.Where(other => other != project)];
            }
        }
        return stated;
    }

    private static string[] Names(string step) => step.Trim() == Everything
        ? [.. Projects.Keys]
        : [.. step.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(name => name.EndsWith("/*", StringComparison.Ordinal) ? Projects.Keys.Where(project => project.StartsWith(name[..^1], StringComparison.Ordinal)) : [name])];

    private static HashSet<string> Reached(string project, Dictionary<string, HashSet<string>> references)
    {
        var reached = new HashSet<string>();
        var left = new Stack<string>(references.GetValueOrDefault(project, []));
        while (left.TryPop(out var one))
        {
            if (!reached.Add(one))
                continue;
            foreach (var next in references.GetValueOrDefault(one, []))
                left.Push(next);
        }
        return reached;
    }

    private static string FolderOf(string file) => Path.GetRelativePath(Path.Combine(Repository.Root, "src"), Path.GetDirectoryName(file)!);

    [GeneratedRegex("ProjectReference Include=\"(?<file>[^\"]+)\"")]
    private static partial Regex Reference();
}
