namespace Naru.Lab.Processes;

/// <summary>A program of the machine that had to succeed did not. The message names it and its own last words.</summary>
public sealed class ToolFailedException(string message) : Exception(message);
