namespace Naru.Seed;

/// <summary>A node of a seed file with the line it begins on.</summary>
internal abstract record SeedNode(int Line);

/// <summary>A single value. <paramref name="IsPlain"/>: written without quotes, so that <c>true</c>, <c>null</c> and numbers are what they look like.</summary>
internal sealed record SeedText(int Line, string Text, bool IsPlain) : SeedNode(Line);

internal sealed record SeedList(int Line, IReadOnlyList<SeedNode> Items) : SeedNode(Line);

internal sealed record SeedMap(int Line, IReadOnlyList<SeedEntry> Entries) : SeedNode(Line)
{
    public SeedNode? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key)?.Value;

    /// <summary>The text of an entry; null when there is none or it is no single value.</summary>
    public string? TextOf(string key) => (Find(key) as SeedText)?.Text;
}

internal sealed record SeedEntry(string Key, SeedNode Value);
