using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Naru.Network;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.SecurityGroups;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.Ovn;
using Naru.Ovn.Bench;
using Naru.Ovn.Writing;
using Naru.Primitives;
using Naru.Protocols.Ovsdb.Rpc;
using Naru.State;

// How soon OVN's northbound database follows, with a real ovsdb-server: dotnet run -c Release --project bench/Ovn [PORTS]
// How soon the chassis of a running lab do: dotnet run -c Release --project bench/Ovn -- --lab NAME
if (args is ["--lab", var lab])
{
    await ChassisTimes.RunAsync(lab, Tell);
    return;
}
var ports = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5000;
const int Samples = 200;
var patience = CancellationToken.None;
var folder = Directory.CreateTempSubdirectory("ovn-bench-").FullName;
using var server = StartDatabase(folder);
try
{
    await using var store = await Store.OpenAsync(new Schema(NetworkTables.All), new MemoryJournal(), TimeProvider.System);
    var (network, subnet, group) = (NewId(), NewId(), NewId());
    await WriteAsync(state =>
    {
        state.Insert(NetworkTable.Table, new VirtualNetwork { Id = network, Name = "large", Mtu = 1442 });
        state.Insert(SegmentTable.Table, new Segment { Id = NewId(), NetworkId = network, NetworkType = "geneve", SegmentationId = 1 });
        state.Insert(SubnetTable.Table, new Subnet { Id = subnet, NetworkId = network, IpVersion = 4, Cidr = IpPrefix.Parse("10.0.0.0/16"), GatewayIp = IpAddress.Parse("10.0.0.1") });
        state.Insert(SecurityGroupTable.Table, new SecurityGroup { Id = group, Name = "default" });
        for (var number = 0; number < ports; number++)
            state.Insert(PortTable.Table, NewPort(number));
    });

    using (var first = NewWriter())
    {
        var started = Stopwatch.GetTimestamp();
        await first.StartAsync(patience);
        await first.WrittenAsync(store.Current.Revision, patience);
        Tell($"an empty database filled with {ports} ports ({first.LastComparison.Rows} rows)", Stopwatch.GetElapsedTime(started));

        var times = new List<TimeSpan>();
        var (own, others) = (Environment.CpuUsage.TotalTime, server.TotalProcessorTime);
        for (var number = 0; number < Samples; number++)
        {
            var port = NewPort(ports + number);
            await WriteAsync(state => state.Insert(PortTable.Table, port));
            var committed = Stopwatch.GetTimestamp();
            await first.WrittenAsync(store.Current.Revision, patience);
            times.Add(Stopwatch.GetElapsedTime(committed));
        }
        own = Environment.CpuUsage.TotalTime - own;
        server.Refresh();
        others = server.TotalProcessorTime - others;
        times.Sort();
        Tell($"commit of a port to its rows in the database, median of {Samples}", times[Samples / 2]);
        Tell("  95 of 100", times[Samples * 95 / 100]);
        Tell("  processor time of each, here", own / Samples);
        Tell("  … and of ovsdb-server", others / Samples);
        await first.StopAsync(patience);
        // It has to read the network anew each time, and starts a process.
        var asked = new List<TimeSpan>();
        for (var number = 0; number < 20; number++)
        {
            var begun = Stopwatch.GetTimestamp();
            using var nbctl = Process.Start("ovn-nbctl", [$"--db=unix:{folder}/nb.sock", "lsp-add", $"neutron-{network}", $"other-{number}"]);
            await nbctl.WaitForExitAsync(patience);
            asked.Add(Stopwatch.GetElapsedTime(begun));
        }
        Tell("'ovn-nbctl lsp-add' by itself, which writes a fourth of that", asked.Order().ElementAt(10));
    }
    using var next = NewWriter();
    var restarted = Stopwatch.GetTimestamp();
    await next.StartAsync(patience);
    await next.WrittenAsync(store.Current.Revision, patience);
    Tell("start with nothing changed: connected, translated, read and compared", Stopwatch.GetElapsedTime(restarted));
    Tell($"  of which the comparison of {next.LastComparison.Rows} rows, which found {next.LastComparison.Differences} differences", next.LastComparison.Duration);
    await next.StopAsync(patience);

    NorthboundWriter NewWriter() => new(store, new OvnOptions([OvsdbEndpoint.UnixSocket($"{folder}/nb.sock")], []), NullLogger<NorthboundWriter>.Instance);

    Port NewPort(int number) => new()
    {
        Id = NewId(),
        Name = $"vm{number}",
        NetworkId = network,
        DeviceOwner = "compute:nova",
        DeviceId = NewId(),
        DnsName = $"vm{number}",
        MacAddress = MacAddress.FromValue(0xfa163e000000 + (ulong)number),
        FixedIps = [new FixedIp(subnet, IpAddress.V4(0x0a000100 + (uint)number))],
        SecurityGroupIds = [group],
    };

    async Task WriteAsync(Action<Transaction> write) => (await store.WriteAsync(new WriteContext("bench", "bench"), Result<Done> (state) =>
    {
        write(state);
        return Done.Ok;
    })).Unwrap();
}
finally
{
    server.Kill();
    server.WaitForExit();
    Directory.Delete(folder, recursive: true);
}

static string NewId() => Guid.NewGuid().ToString();

static void Tell(string what, TimeSpan time) => Console.WriteLine($"{what}: {time.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture)} ms");

static Process StartDatabase(string folder)
{
    using var create = Process.Start("ovsdb-tool", ["create", $"{folder}/nb.db", "/usr/share/ovn/ovn-nb.ovsschema"]);
    create.WaitForExit();
    var server = Process.Start(new ProcessStartInfo(
        "ovsdb-server", [$"{folder}/nb.db", $"--remote=punix:{folder}/nb.sock", $"--unixctl={folder}/nb.ctl", "-vconsole:off", "-vsyslog:off", "-vfile:off"])
    {
        Environment = { ["OVS_RUNDIR"] = folder, ["OVS_LOGDIR"] = folder },
    })!;
    while (!File.Exists($"{folder}/nb.sock"))
        Thread.Yield();
    return server;
}
