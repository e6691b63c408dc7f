using System.Net;
using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Dns;

/// <summary>The resolver of one network, on port 53 of the DHCP port's addresses in the namespace <c>qdhcp-…</c>.</summary>
/// <remarks>
/// Answers for the network's ports itself and asks the host's resolvers for the rest. Calls of <see cref="UpdateAsync"/>
/// must not overlap. The addresses need not be on the device yet.
/// </remarks>
public sealed class DnsServer : IAsyncDisposable
{
    private readonly NetworkNamespace _home;
    private readonly ILogger _log;
    private readonly DnsForwarder _forwarder;
    private readonly Dictionary<IpAddress, DnsListener> _listeners = [];
    private volatile Answers _answers;

    private DnsServer(NetworkNamespace home, DnsConfiguration view, ILogger log)
    {
        (_home, _log) = (home, log);
        _forwarder = new DnsForwarder(log);
        _answers = new Answers(new DnsZone(view), view.Upstreams);
    }

    internal (DnsZone Zone, EquatableList<IPEndPoint> Upstreams) Current => (_answers.Zone, _answers.Upstreams);

    /// <summary>Listens on the addresses of the view. The namespace must stay open as long as the server lives.</summary>
    /// <returns>An error when an address and port are taken or the namespace cannot be entered; nothing stays open then.</returns>
    public static async Task<Result<DnsServer>> StartAsync(NetworkNamespace home, DnsConfiguration view, ILogger log)
    {
        var server = new DnsServer(home, view, log);
        if ((await server.UpdateAsync(view)).Error is not { } error)
            return server;
        await server.DisposeAsync();
        return error;
    }

    /// <summary>Answers from this view from now on, and listens on its addresses and no others.</summary>
    /// <returns>The first error of an address that could not be listened on; all else is done nevertheless.</returns>
    public async Task<Result<Done>> UpdateAsync(DnsConfiguration view)
    {
        _answers = new Answers(new DnsZone(view), view.Upstreams);
        foreach (var gone in _listeners.Keys.Except(view.ListenAddresses).ToList())
        {
            _listeners.Remove(gone, out var listener);
            await listener!.DisposeAsync(); // The key was just found.
        }
        Error? first = null;
        foreach (var address in view.ListenAddresses.Except(_listeners.Keys).ToList())
        {
            if (DnsListener.Start(_home, address, this, _forwarder, _log).TryGet(out var listener, out var error))
                _listeners.Add(address, listener);
            else
                first ??= error;
        }
        return first is null ? Done.Ok : first;
    }

    public async ValueTask DisposeAsync()
    {
        // Open questions end first, since listeners wait for them; the listeners use the forwarder to their end.
        await _forwarder.StopAsync();
        foreach (var listener in _listeners.Values)
            await listener.DisposeAsync();
        await _forwarder.DisposeAsync();
    }

    // One object, so that both change by one assignment.
    private sealed record Answers(DnsZone Zone, EquatableList<IPEndPoint> Upstreams);
}
