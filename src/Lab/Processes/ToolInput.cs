namespace Naru.Lab.Processes;

/// <summary>What a program is given besides its arguments.</summary>
public sealed record ToolInput
{
    public static readonly ToolInput Empty = new();

    /// <summary>Its standard input; null is an empty one.</summary>
    public string? Text { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
