using Naru.Primitives;
using Naru.Tour.Running;

namespace Naru.Tour.Exercises;

/// <summary>What real packets say, for the checks of the exercises.</summary>
internal static class PacketChecks
{
    /// <summary>A client gets a page that a server listens for. What was just mended may take a moment.</summary>
    public static async Task<Result<Done>> ServesAsync(Workshop workshop, string server, int port, string client, CancellationToken cancellation)
    {
        if (!workshop.Probe(server).TryGet(out var from, out var error)
            || !workshop.Probe(client).TryGet(out var asking, out error)
            || !workshop.AddressOf(server).TryGet(out var address, out error))
            return error;
        await using var listening = await from.ServeAsync(port, cancellation);
        return (await asking.FetchAsync(address, port, "/cgi-bin/seen", cancellation)).Succeeded
            ? Done.Ok
            : Broken($"{client} gets no answer from {server} ({address}) on port {port}.");
    }

    /// <summary>A ping is answered; further options are those of ping(8).</summary>
    public static async Task<Result<Done>> PingsAsync(Workshop workshop, string from, string address, CancellationToken cancellation, params string[] options)
    {
        if (!workshop.Probe(from).TryGet(out var probe, out var error))
            return error;
        return await probe.PingsAsync(address, cancellation, options)
            ? Done.Ok
            : Broken($"{from} gets no answer to 'ping {string.Join(' ', [.. options, address])}'.");
    }

    private static Error Broken(string message) => new(ErrorKind.Conflict, "StillBroken", message);
}
