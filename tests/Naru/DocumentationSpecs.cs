using System.Text.RegularExpressions;

namespace Naru;

/// <summary>The documents name only what there is: files, headings of one another, commands of the program.</summary>
public sealed partial class DocumentationSpecs
{
    private static readonly string[] Files =
    [
        .. Directory.GetFiles(Repository.Root, "*.md")
            .Concat(Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, file)).Order(),
    ];

    public static TheoryData<string> Documents => new(Files);

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_lead_to_files_and_headings(string document) => Assert.Empty(
        from Match link in Link().Matches(Read(document))
        let file = link.Groups["file"].Value is { Length: > 0 } path ? Path.Combine(Path.GetDirectoryName(document)!, path) : document
        let heading = link.Groups["heading"].Value
        where !Exists(file) || (heading.Length > 0 && !Headings(file).Contains(heading))
        select link.Value);

    [Theory]
    [MemberData(nameof(Documents))]
    public void Paths_of_the_repository_are_there(string document) => Assert.Empty(
        from Match mention in RepositoryPath().Matches(Read(document))
        let path = mention.Value.TrimEnd('.')
        where !Exists(path)
        select path);

    [Theory]
    [MemberData(nameof(Documents))]
    public void Commands_are_those_of_the_program(string document) => Assert.Empty(CommandMentions.Wrong(Read(document)));

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.ko.md")]
    public void Every_document_can_be_reached_from(string start)
    {
        var reached = new HashSet<string>();
        var left = new Stack<string>([start]);
        while (left.TryPop(out var document))
        {
            if (!reached.Add(document))
                continue;
            foreach (var linked in Linked(document))
                left.Push(linked);
        }
        Assert.Empty(Files.Except(reached));
    }

    /// <summary>The documents that one links to, by itself or with their folder.</summary>
    private static IEnumerable<string> Linked(string document) =>
        from Match link in Link().Matches(Read(document))
        let target = Path.GetFullPath(link.Groups["file"].Value, Path.Combine(Repository.Root, Path.GetDirectoryName(document)!))
        from file in Directory.Exists(target) ? Directory.GetFiles(target, "*.md") : [target]
        where file.EndsWith(".md", StringComparison.Ordinal) && File.Exists(file)
        select Path.GetRelativePath(Repository.Root, file);

    private static string Read(string document) => File.ReadAllText(Path.Combine(Repository.Root, document));

    // The last part of a path may be a pattern.
    private static bool Exists(string path)
    {
        var full = Path.Combine(Repository.Root, path.TrimEnd('/'));
        return Path.Exists(full) || (Directory.Exists(Path.GetDirectoryName(full)) && Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(full)!, Path.GetFileName(full)).Any());
    }

    /// <summary>The headings of a document as addresses name them: in lower case, without punctuation, with hyphens for spaces.</summary>
    private static HashSet<string> Headings(string document) =>
    [
        .. Heading().Matches(Read(document)).Select(match =>
            NotInAddresses().Replace(match.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-')),
    ];

    [GeneratedRegex(@"\]\((?!\w+:)(?<file>[^)#\s]*)(?:#(?<heading>[^)\s]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w/.<{-])(?:src|tests|docs|bench|tools)/[\w./*-]+(?<!/)")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"^#+ (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAddresses();
}
