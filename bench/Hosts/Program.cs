using System.Globalization;
using Naru.Hosts.Bench;
using Naru.Network;
using Naru.Network.Ports;
using Naru.Primitives;
using Naru.State;

// What many hosts cost the server and their agents, all in this process: dotnet run -c Release --project bench/Hosts [-- HOSTS [PORTS_OF_A_HOST …]]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var numbers = args.Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToList();
var hosts = numbers.Count > 0 ? numbers[0] : 200;
int[] sizes = numbers.Count > 1 ? [.. numbers.Skip(1)] : [5, 50, 250];
foreach (var portsOfAHost in sizes)
    await MeasureAsync(new WideCloud(hosts, portsOfAHost));

static async Task MeasureAsync(WideCloud cloud)
{
    await using var store = await Store.OpenAsync(new Schema(NetworkTables.All), new MemoryJournal(), TimeProvider.System);
    await WriteAsync(store, cloud.Write);
    await using var crowd = await Crowd.StartAsync(store, cloud);

    var start = await crowd.SettleAsync(cloud.Hosts.Count, () => store.Current.In(PortTable.Table).All.All(port => port.Status is PortStatus.Active));
    Console.WriteLine($"{cloud.Ports} ports on {cloud.Hosts.Count} hosts: all agents started and all ports ACTIVE in {start.Everywhere.TotalSeconds:0.0} s, "
        + $"{start.Updates} updates of {start.Bytes / 1024.0 / 1024:0.0} MiB, {start.Processor.TotalSeconds:0.0} s of processor; {crowd.FlowsOfAHost:0} flows a host");

    Tell("a port gets another MAC", await MeasureChangeAsync(state =>
    {
        var port = state.In(PortTable.Table).Find(cloud.NarrowPort)!; // It was just written.
        state.Update(PortTable.Table, port with { MacAddress = MacAddress.Parse("fa:16:3e:ff:ff:ff") });
    }, hosts: 1));
    Tell("a rule more of a group", await MeasureChangeAsync(cloud.AddNarrowRule, cloud.Hosts.Count));
    Tell($"a member more of a group of {cloud.Members}", await MeasureChangeAsync(state => state.Insert(PortTable.Table, cloud.OneMore()), cloud.Hosts.Count));
    Console.WriteLine(crowd.Alone());
    Console.WriteLine(crowd.Memory());

    async Task<Settled> MeasureChangeAsync(Action<Transaction> write, int hosts)
    {
        crowd.Mark();
        await WriteAsync(store, write);
        return await crowd.SettleAsync(hosts, () => true);
    }
}

static void Tell(string what, Settled change) => Console.WriteLine(
    $"  {what}: {change.Hosts} hosts are told ({change.Bytes / 1024.0:0} KiB), the last after {change.Told.TotalMilliseconds:0} ms; "
    + $"all have it after {change.Everywhere.TotalMilliseconds:0} ms, {change.Processor.TotalMilliseconds:0} ms of processor; one agent alone: {change.Slowest.TotalMilliseconds:0} ms");

static async Task WriteAsync(Store store, Action<Transaction> write) => (await store.WriteAsync(new WriteContext("bench", "bench"), Result<Done> (state) =>
{
    write(state);
    return Done.Ok;
})).Unwrap();
