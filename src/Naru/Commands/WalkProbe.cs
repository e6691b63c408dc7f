using System.Globalization;
using Naru.Lab;
using Naru.Lab.Checks;
using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Lab.Processes;
using Naru.Primitives;
using Naru.Walk.Told;

namespace Naru.Commands;

/// <summary>Sends the packet of a walk for real, from its source in the lab, and notes when each device on the way sees it.</summary>
internal static class WalkProbe
{
    /// <summary>How long a device may take to see what the source has sent.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const int IcmpAndIpHeaders = 28;
    private const int IcmpAndIpv6Headers = 48;

    /// <summary>What carries frames from host to host: VXLAN, Geneve and GRE.</summary>
    private const string Tunnels = "udp port 4789 or udp port 6081 or ip proto 47 or ip6 proto 47";

    public static async Task<Result<IReadOnlyList<Sighting>>> SendAsync(string lab, CloudClient cloud, PacketWalk walk, CancellationToken cancellation)
    {
        if (!LabDirectory.Of(lab).TryGet(out var directory, out var error))
            return error;
        if (LabState.Load(directory) is null)
            return LabTargets.NoLab(directory);
        if (!(await SourceOfAsync(directory, cloud, walk, cancellation)).TryGet(out var source, out error))
            return error;
        var mark = Random.Shared.Next(20_000, 60_000);
        var captures = new List<(Hop Hop, string Device, BackgroundTool Capture)>();
        try
        {
            foreach (var hop in walk.Forward)
            {
                if (await PlaceOfAsync(directory, cloud, hop, cancellation) is not { } place)
                    continue;
                foreach (var device in HopDevices.Of(hop))
                    captures.Add((hop, device, await place.CaptureAsync(device, Filter(walk.Traffic, mark), cancellation)));
            }
            await source.RunAsync(Command(walk, mark), cancellation);
            var seen = new List<Sighting>();
            foreach (var (hop, device, capture) in captures)
                seen.Add(new Sighting(hop, device, await TimeOfAsync(capture, hop, Words(walk.Traffic, mark), cancellation)));
            return seen;
        }
        finally
        {
            foreach (var (_, _, capture) in captures)
                await capture.DisposeAsync();
        }
    }

    private static async Task<TimeSpan?> TimeOfAsync(BackgroundTool capture, Hop hop, string mark, CancellationToken cancellation)
    {
        // A wire may see the packet twice: towards a router and from it. The MAC address tells which it is.
        var receivers = new[] { hop.Before?.EthDst, hop.After?.EthDst }.OfType<MacAddress>().Select(mac => mac.ToString()).ToList();
        // tcpdump(8) begins with the time of day; what is inside of a tunnel is on a line of its own without.
        TimeSpan? time = null;
        var isSeen = await capture.SeesAsync(
            line =>
            {
                if (TimeSpan.TryParse(line.Split(' ')[0], CultureInfo.InvariantCulture, out var began))
                    time = began;
                return line.Contains(mark, StringComparison.Ordinal) && (receivers.Count == 0 || receivers.Exists(line.Contains));
            },
            Patience,
            cancellation);
        return isSeen ? time : null;
    }

    private static async Task<Result<Probe>> SourceOfAsync(LabDirectory directory, CloudClient cloud, PacketWalk walk, CancellationToken cancellation)
    {
        var shell = walk.Source.Port is { } port
            ? await LabTargets.BesideAsync(directory, cloud, port.Id, cancellation)
            : LabTargets.Host(directory, LabHost.OutsideName);
        return shell.TryGet(out var found, out var error)
            ? new Probe(found)
            : error with { Message = $"Nothing can be sent from '{walk.Source.Asked}'. {error.Message}" };
    }

    /// <summary>Where the devices of a hop are: on a host, or inside of an instance.</summary>
    private static async Task<Probe?> PlaceOfAsync(LabDirectory directory, CloudClient cloud, Hop hop, CancellationToken cancellation)
    {
        if (hop.Kind is HopKind.Instance)
        {
            return hop.Object is { } port && (await LabTargets.BesideAsync(directory, cloud, port.Id, cancellation)).TryGet(out var beside, out _)
                ? new Probe(beside)
                : null;
        }
        return hop.Host.Length > 0 && LabTargets.Host(directory, hop.Host).TryGet(out var shell, out _) ? new Probe(shell) : null;
    }

    // The port of the destination may be translated on the way; that of the source carries the mark.
    private static string Filter(Traffic traffic, int mark) => traffic.Protocol switch
    {
        Traffic.Tcp => $"tcp src port {mark} or {Tunnels}",
        Traffic.Udp => $"udp src port {mark} or {Tunnels}",
        _ => $"icmp or icmp6 or {Tunnels}",
    };

    /// <summary>Sends one packet that carries the mark: as identifier of an echo, or as source port.</summary>
    private static string[] Command(PacketWalk walk, int mark)
    {
        var (target, port) = (walk.Destination.Address.ToString(), walk.Traffic.DestinationPort.ToString(CultureInfo.InvariantCulture));
        var text = mark.ToString(CultureInfo.InvariantCulture);
        return walk.Traffic.Protocol switch
        {
            Traffic.Tcp => ["nc", "-z", "-w", "1", "-p", text, target, port],
            Traffic.Udp => ["sh", "-c", $"echo | nc -u -w 1 -p {text} {target} {port}"],
            _ => ["ping", "-n", "-c", "1", "-W", "1", "-M", "do", "-s", Payload(walk), "-e", text, target],
        };
    }

    private static string Payload(PacketWalk walk) => Math.Max(
        0, walk.Traffic.Length - (walk.Destination.Address.Version == 6 ? IcmpAndIpv6Headers : IcmpAndIpHeaders)).ToString(CultureInfo.InvariantCulture);

    private static string Words(Traffic traffic, int mark) =>
        traffic.Protocol is Traffic.Tcp or Traffic.Udp ? $".{mark} >" : $"echo request, id {mark},";
}
