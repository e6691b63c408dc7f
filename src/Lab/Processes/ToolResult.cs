namespace Naru.Lab.Processes;

/// <summary>How a program ended and what it said.</summary>
public sealed record ToolResult(int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The last line it said, errors first: the one that usually names the cause.</summary>
    public string LastWords =>
        (Errors.Trim() is { Length: > 0 } errors ? errors : Output.Trim()).Split('\n')[^1];
}
