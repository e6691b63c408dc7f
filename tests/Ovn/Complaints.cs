using Microsoft.Extensions.Logging;

namespace Naru.Ovn.Specs;

/// <summary>What a service complains of: errors fail the test that it belongs to.</summary>
internal sealed class Complaints<T> : ILogger<T>
{
    private readonly List<string> _errors = [];

    public IReadOnlyList<string> Errors => _errors;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            _errors.Add($"{formatter(state, exception)} {exception}");
    }
}
