using Naru.Primitives;

namespace Naru.Agent.SecurityLog;

/// <summary>A firewall that hands over what it was told to log.</summary>
internal interface ILogSource
{
    /// <summary>For messages: where it reads from.</summary>
    string Name { get; }

    /// <summary>Reads until the source ends, and says why it did.</summary>
    Task<Error> ReadAsync(Action<LogMark, string> write, CancellationToken cancellation);
}
