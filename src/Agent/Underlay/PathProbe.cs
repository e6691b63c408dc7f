using System.Net;
using System.Net.Sockets;
using Naru.Primitives;

namespace Naru.Agent.Underlay;

/// <summary>Measures the way to another host, with nothing there to help but its kernel.</summary>
internal static class PathProbe
{
    /// <summary>Whoever answers at all answers this size.</summary>
    private const int SmallBytes = 128;

    /// <summary>How many packets of one size may be lost before the size counts as too large.</summary>
    private const int Attempts = 2;

    /// <summary>That of VXLAN, but for TCP: nobody listens there, and the kernel says so.</summary>
    private const int QuietPort = 4789;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan TcpPatience = TimeSpan.FromSeconds(1.5);

    /// <summary>The largest packet that passes, up to the one that is needed; 0 when nothing does.</summary>
    public static async Task<int> PassingMtuAsync(EchoSocket echo, IpAddress remote, int needed, CancellationToken cancellation)
    {
        if (await PassesAsync(needed))
            return needed;
        if (!await PassesAsync(SmallBytes))
            return 0;
        var (passing, failing) = (SmallBytes, needed);
        while (failing - passing > 1)
        {
            var middle = (passing + failing) / 2;
            if (await PassesAsync(middle))
                passing = middle;
            else
                failing = middle;
        }
        return passing;

        async Task<bool> PassesAsync(int bytes)
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                if (await echo.AsksAsync(remote, bytes, Patience, cancellation))
                    return true;
            }
            return false;
        }
    }

    /// <summary>Whether the other kernel understands a TCP packet, whose checksum this one leaves to the card if it may.</summary>
    /// <remarks>An echo proves nothing of it: the checksum of ICMP is computed before. That nobody listens is an answer, too.</remarks>
    public static async Task<bool> ChecksumsPassAsync(IpAddress local, IpAddress remote, CancellationToken cancellation)
    {
        using var socket = new Socket(local.IsV6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TcpPatience);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse(local.ToString()), 0));
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(remote.ToString()), QuietPort), limit.Token);
            return true;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode is SocketError.ConnectionRefused;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
