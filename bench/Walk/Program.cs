using System.Diagnostics;
using System.Globalization;
using Naru.Network;
using Naru.Network.SecurityGroups;
using Naru.Primitives;
using Naru.State;
using Naru.Walk;
using Naru.Walk.Bench;
using Naru.Walk.Ends;
using Naru.Walk.Reach;
using Naru.Walk.Told;

// dotnet run -c Release --project bench/Walk [-- PORTS]: how long a computed walk takes in a large cloud, and to verify a change.
var ports = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
await using var store = await Store.OpenAsync(new Schema(NetworkTables.All), new MemoryJournal(), TimeProvider.System);
var cloud = await LargeCloud.WriteAsync(store, ports);
Console.WriteLine($"{ports} ports in {LargeCloud.Networks} networks on {LargeCloud.Hosts} hosts, one router, one security group of all");

var random = new Random(1);
Measure("same network, TCP", () => Walk(cloud.Name(0, random), cloud.Name(0, random), Traffic.TcpTo(22)));
Measure("routed, TCP", () => Walk(cloud.Name(0, random), cloud.Name(1, random), Traffic.TcpTo(22)));
Measure("out, SNAT", () => Walk(cloud.Name(0, random), "198.51.100.1", Traffic.TcpTo(80)));
Measure("dropped by the group", () => Walk(cloud.Name(0, random), cloud.Name(1, random), Traffic.UdpTo(53)));

var grouped = await GroupedCloud.WriteAsync();
Console.WriteLine($"{GroupedCloud.Ports} ports in {GroupedCloud.Groups} security groups: what a change opens and closes");
Verify("a rule of one group", state => state.Delete(SecurityGroupRuleTable.Table, GroupedCloud.RuleOfOneGroup));
Verify("a rule of every port", state => state.Delete(SecurityGroupRuleTable.Table, GroupedCloud.RuleOfAll));

void Verify(string name, Action<Transaction> change)
{
    for (var run = 0; run < 3; run++)
    {
        var (started, spent) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        var before = grouped.Current;
        var found = grouped.DryRun(new WriteContext("bench", "bench"), Result<ReachDifference> (state) =>
        {
            change(state);
            return ReachDifference.Of(before, state, state.Changes, _ => true);
        }, out _).Unwrap();
        spent = Process.GetCurrentProcess().TotalProcessorTime - spent;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name,-22} {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms, {spent.TotalMilliseconds:0} ms of processor time, {found.Gained.Count} pairs gain, {found.Lost.Count} lose"));
    }
}

void Walk(string from, string to, Traffic traffic) => _ = new Walker(store.Current, _ => true).Walk(new WalkRequest(from, to, traffic));

static void Measure(string name, Action run)
{
    const int Warmup = 200;
    const int Runs = 500;
    for (var i = 0; i < Warmup; i++)
        run();
    var times = new double[Runs];
    var before = Process.GetCurrentProcess().TotalProcessorTime;
    for (var i = 0; i < Runs; i++)
    {
        var started = Stopwatch.GetTimestamp();
        run();
        times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
    var spent = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / Runs;
    Array.Sort(times);
    // A busy machine makes the first two larger; what a walk costs is the third.
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name,-22} median {times[Runs / 2]:0.00} ms, 99 % {times[Runs * 99 / 100]:0.00} ms, {spent:0.00} ms of processor time each"));
}
