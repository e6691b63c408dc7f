using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Naru.Bench.Figures;
using Naru.Lab;
using Naru.Lab.Hosts;

namespace Naru.Bench.DataPlane;

/// <summary>One TCP connection between instances, beside one over a bridge of the same hosts that only forwards.</summary>
/// <remarks>They are measured in turn and the medians are compared: what else the machine does meets both.</remarks>
public sealed class ThroughputFigures(BenchOptions options, string mode, string type)
{
    public static readonly IReadOnlyList<(string Mode, string Type)> Combinations =
        [("ovs", "vxlan"), ("ovs", "gre"), ("ovs", "geneve"), ("ovs", "vlan"), ("linuxbridge", "vxlan")];

    /// <summary>Of a connection over the bare bridge.</summary>
    private const double AimedShare = 0.9;

    private const int Rounds = 5;
    private const int Port = 5201;

    // Both have the OpenFlow firewall, where there is Open vSwitch.
    private const string Here = "compute-2";
    private const string There = "compute-3";

    private bool IsLinuxBridge => mode == "linuxbridge";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await MeasuredLab.UpAsync(options, cancellation, "--empty", "--computes", "3", "--mode", mode, "--type", type);
        using var lab = await MeasuredLab.OpenEmptyAsync(options.Directory, cancellation);
        var guests = await Guests.CreateAsync(lab, cancellation);
        var group = await guests.CreateGroupAsync("bench-tcp", letsPingsIn: true, cancellation);
        await guests.AllowAsync(group, "tcp", cancellation);
        var mtu = await guests.MtuAsync(cancellation);
        var bridge = new BareBridge(lab, IsLinuxBridge, type, mtu);

        var bare = new Ends(
            await bridge.AddAsync(Here, There, cancellation), await bridge.AddAsync(Here, There, cancellation), await bridge.AddAsync(There, Here, cancellation));
        var guarded = await EndsAsync(guests, group, cancellation);
        var open = await EndsAsync(guests, null, cancellation);
        foreach (var ends in (Ends[])[bare, guarded, open])
            await PrepareAsync(lab, ends, mtu, cancellation);

        foreach (var (where, target) in ((string, Func<Ends, (LabShell, string)>)[])[("on one host", ends => ends.Beside), ("between two hosts", ends => ends.Away)])
        {
            var runs = new[] { new List<double>(), new List<double>(), new List<double>() };
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var (ends, values) in ((Ends, List<double>)[])[(bare, runs[0]), (guarded, runs[1]), (open, runs[2])])
                    values.Add(await RunAsync(ends.From, target(ends), cancellation));
            }
            var without = new Samples(runs[0]).Median;
            foreach (var (what, values) in ((string, List<double>)[])[("with security groups", runs[1]), ("without port security", runs[2])])
            {
                var median = new Samples(values).Median;
                yield return new Figure($"TCP {where}, {mode}, {type}, {what}", median, Unit.GigabitsPerSecond)
                {
                    Aim = AimedShare * without,
                    Detail = string.Create(CultureInfo.InvariantCulture, $"{median / without:0.00} of the bare {without:0.00} Gbit/s; {Spread(values)}, bare {Spread(runs[0])}"),
                };
            }
        }
    }

    private static async Task<Ends> EndsAsync(Guests guests, string? group, CancellationToken cancellation)
    {
        var started = new List<(LabShell, string)>();
        foreach (var host in (string[])[Here, Here, There])
        {
            var guest = await guests.StartAsync(host, group, cancellation);
            started.Add((guest.Shell, guest.Address));
        }
        return new Ends(started[0], started[1], started[2]);
    }

    // A switch in userspace passes on what it reads from a raw socket, where a checksum left to the hardware is missing.
    private async Task PrepareAsync(MeasuredLab lab, Ends ends, int mtu, CancellationToken cancellation)
    {
        foreach (var (shell, _) in ends.All)
        {
            await shell.MustRunAsync(["ip", "link", "set", "eth0", "mtu", $"{mtu}"], cancellation);
            if (!IsLinuxBridge && lab.State.Datapath is DatapathType.Netdev)
                await shell.MustRunAsync(["ethtool", "-K", "eth0", "tx", "off"], cancellation);
        }
        foreach (var (_, address) in ((LabShell, string)[])[ends.Beside, ends.Away])
            await ends.From.Shell.ScriptAsync("for attempt in 1 2 3 4 5 6 7 8 9; do ping -n -c 1 -W 2 \"$ADDRESS\" && exit; done; exit 1", new Dictionary<string, string> { ["ADDRESS"] = address }, cancellation);
    }

    /// <returns>In Gbit/s of payload.</returns>
    private async Task<double> RunAsync((LabShell Shell, string Address) from, (LabShell Shell, string Address) to, CancellationToken cancellation)
    {
        await using var server = to.Shell.Run(["iperf3", "-s", "-1", "-p", $"{Port}", "--forceflush"]);
        await server.SeesAsync(line => line.Contains("listening"), TimeSpan.FromSeconds(20), cancellation);
        var seconds = options.ThroughputTime.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        var report = await from.Shell.MustRunAsync(["iperf3", "-J", "-c", to.Address, "-p", $"{Port}", "-t", seconds, "-O", "1", "--connect-timeout", "5000"], cancellation);
        using var document = JsonDocument.Parse(report);
        return document.RootElement.GetProperty("end").GetProperty("sum_received").GetProperty("bits_per_second").GetDouble() / 1e9;
    }

    private static string Spread(List<double> values) => string.Create(CultureInfo.InvariantCulture, $"{values.Min():0.00} to {values.Max():0.00}");

    /// <summary>Who sends, and who receives on its own host and on another.</summary>
    private sealed record Ends((LabShell Shell, string Address) From, (LabShell Shell, string Address) Beside, (LabShell Shell, string Address) Away)
    {
        public IEnumerable<(LabShell Shell, string Address)> All => [From, Beside, Away];
    }
}
