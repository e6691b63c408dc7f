using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Naru.Compute.Consoles;

/// <summary>What lets its bearer look at a console for some time. Those of a server that has ended are worth nothing.</summary>
internal sealed class ConsoleTickets(TimeProvider time)
{
    /// <summary>As long as Nova's (nova.conf, <c>[consoleauth] token_ttl</c>).</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (string ServerId, DateTimeOffset Until)> _tickets = new();

    public string Issue(string serverId)
    {
        var now = time.GetUtcNow();
        foreach (var (old, ticket) in _tickets)
        {
            if (ticket.Until < now)
                _tickets.TryRemove(old, out _);
        }
        var token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _tickets[token] = (serverId, now + Life);
        return token;
    }

    /// <summary>The id of the instance whose console it is; null: it is unknown, or over.</summary>
    public string? Find(string token) => _tickets.TryGetValue(token, out var ticket) && ticket.Until >= time.GetUtcNow() ? ticket.ServerId : null;
}
