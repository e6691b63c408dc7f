namespace Naru.HostNetwork.Applying;

/// <summary>A file before and after.</summary>
/// <param name="Before">Null: there was none.</param>
public sealed record UndoFile(string Path, string? Before, string After, bool IsPrivate);
