namespace Naru.Seed;

/// <summary>Ends the application of a seed; the message says the line and the object.</summary>
/// <remarks>Carried out of deep recursion to the one place that answers with it; it never leaves this project.</remarks>
internal sealed class SeedError(int line, string message) : Exception(message)
{
    public int Line { get; } = line;
}
