namespace Naru.SharedFileSystems.Storage;

/// <summary>How a program ended, and what it wrote.</summary>
internal sealed record CommandEnd(int ExitCode, string Output, string Complaint)
{
    /// <summary>All that it wrote, in one line.</summary>
    public string Words => $"{Output} {Complaint}".ReplaceLineEndings(" ").Trim();
}
