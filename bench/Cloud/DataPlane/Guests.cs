using System.Text.Json.Nodes;
using Naru.Lab;
using Naru.Lab.Cloud;
using Naru.Lab.Instances;
using Naru.Lab.Processes;
using Naru.Lab.Topology;

namespace Naru.Bench.DataPlane;

/// <summary>Instances with a fixed address on a network of their own, made in the two steps whose time matters apart.</summary>
/// <remarks>DHCP and the starting of namespaces are no part of what is measured, as they were not with Neutron.</remarks>
public sealed class Guests(MeasuredLab lab, string network, string subnet)
{
    private const int PrefixLength = 16;

    private int _count;

    public string Network => network;

    public static async Task<Guests> CreateAsync(MeasuredLab lab, CancellationToken cancellation)
    {
        var made = MeasuredLab.Wanted(await lab.Cloud.CreateAsync(CloudResources.Networks, new() { ["name"] = "bench" }, cancellation));
        var subnet = MeasuredLab.Wanted(await lab.Cloud.CreateAsync(CloudResources.Subnets, new()
        {
            ["network_id"] = made.Id,
            ["ip_version"] = 4,
            ["cidr"] = "10.77.0.0/16",
            ["enable_dhcp"] = false,
        }, cancellation));
        return new Guests(lab, made.Id, subnet.Id);
    }

    /// <summary>A group that lets pings in, or nothing.</summary>
    public async Task<string> CreateGroupAsync(string name, bool letsPingsIn, CancellationToken cancellation)
    {
        var group = MeasuredLab.Wanted(await lab.Cloud.CreateAsync(CloudResources.SecurityGroups, new() { ["name"] = name }, cancellation));
        if (letsPingsIn)
            await AllowPingAsync(group.Id, cancellation);
        return group.Id;
    }

    public Task<string> AllowPingAsync(string group, CancellationToken cancellation) => AllowAsync(group, "icmp", cancellation);

    /// <summary>Lets packets of a protocol in from everywhere.</summary>
    public async Task<string> AllowAsync(string group, string protocol, CancellationToken cancellation) => MeasuredLab.Wanted(
        await lab.Cloud.CreateAsync(CloudResources.SecurityGroupRules, new()
        {
            ["security_group_id"] = group,
            ["direction"] = RulePlan.Ingress,
            ["ethertype"] = "IPv4",
            ["protocol"] = protocol,
        }, cancellation)).Id;

    /// <summary>An instance that has no card yet, and sets the address as soon as it has one.</summary>
    public async Task<Guest> PrepareAsync(string host, CancellationToken cancellation)
    {
        var number = ++_count;
        var name = $"guest-{number}";
        var address = $"10.77.{200 + number / 250}.{1 + number % 250}";
        var holder = await InstanceNamespaces.MakeAsync(lab.Directory, host, name, cancellation);
        var blank = new InstanceState(name, Guid.NewGuid().ToString(), host, new InstancePort("", "", 0, PlugKind.Direct), holder);
        var shell = InstanceNamespaces.Shell(lab.Directory, blank);
        // As the pinging side (PingTrace), it asks every 10 ms whom it is to answer.
        var configuring = shell.Run(["sh", "-euc", $"""
            until [ -e /sys/class/net/eth0 ]; do sleep 0.005; done
            echo 10 >/proc/sys/net/ipv4/neigh/eth0/retrans_time_ms
            ip address add {address}/{PrefixLength} dev eth0
            ip link set eth0 up
            """]);
        return new Guest(blank, address, shell, configuring);
    }

    /// <param name="group">Null: without port security.</param>
    public async Task<CloudPort> CreatePortAsync(Guest guest, string? group, CancellationToken cancellation) => MeasuredLab.Wanted(
        await lab.Cloud.CreateAsync(CloudResources.Ports, new()
        {
            ["network_id"] = network,
            ["name"] = guest.Instance.Name,
            ["fixed_ips"] = new JsonArray(new JsonObject { ["subnet_id"] = subnet, ["ip_address"] = guest.Address }),
            ["security_groups"] = group is null ? new JsonArray() : new JsonArray(group),
            ["port_security_enabled"] = group is not null,
            ["device_owner"] = "compute:nova",
            ["device_id"] = guest.Instance.Id,
            ["binding:host_id"] = guest.Instance.Host,
        }, cancellation));

    public async Task PlugAsync(Guest guest, CloudPort port, int mtu, CancellationToken cancellation)
    {
        var plug = port.IsOnLinuxBridge ? PlugKind.Bridge : port.IsHybrid ? PlugKind.Hybrid : PlugKind.Direct;
        var instance = guest.Instance with { Port = new InstancePort(port.Id, port.MacAddress, mtu, plug) };
        await Plugging.PlugAsync(lab.Host(guest.Instance.Host), instance, lab.State.Datapath, cancellation);
    }

    /// <summary>All of it at once, for an instance that is not measured itself.</summary>
    public async Task<Guest> StartAsync(string host, string? group, CancellationToken cancellation)
    {
        var guest = await PrepareAsync(host, cancellation);
        var port = await CreatePortAsync(guest, group, cancellation);
        await PlugAsync(guest, port, await MtuAsync(cancellation), cancellation);
        await lab.WaitForActiveAsync(port.Id, TimeSpan.FromSeconds(20), cancellation);
        return guest;
    }

    public async Task<int> MtuAsync(CancellationToken cancellation) =>
        MeasuredLab.Wanted(await lab.Cloud.ShowAsync(CloudResources.Networks, network, cancellation)).Mtu;
}

/// <summary>An instance and its address.</summary>
/// <param name="Configuring">Sets the address; ends by itself.</param>
public sealed record Guest(InstanceState Instance, string Address, LabShell Shell, BackgroundTool Configuring);
