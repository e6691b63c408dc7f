using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Naru.Lab.Cloud;

namespace Naru.Lab.Specs;

/// <summary>QoS on real packets: TCP gets what the policy lets it have, in either direction, and packets carry the mark.</summary>
/// <remarks>Rates are far below what the machine can do when it is busy, and measured once the first burst is over.</remarks>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class QosSpecs
{
    private const int EgressKilobits = 4000;
    private const int IngressKilobits = 8000;
    private const double Tolerance = 0.1;
    private const int DscpMark = 26;

    private static readonly JsonTypeInfo<JsonElement> AnyJson = (JsonTypeInfo<JsonElement>)JsonSerializerOptions.Default.GetTypeInfo(typeof(JsonElement));

    private static readonly ResourceKind<JsonElement> Policies = new("policy", "policies", AnyJson) { Path = "qos/policies" };

    [CloudFact]
    public async Task A_hybrid_port_sends_and_receives_what_its_policy_lets_it_and_marks_what_it_sends()
    {
        using var cloud = await CloudFixture.SignInAsync();
        var policy = await PolicyAsync(cloud);
        var vm1 = await PortOfAsync(cloud, "vm1");
        await SetAsync(cloud, CloudResources.Ports, vm1, policy);
        await LimitedAsync("compute-1", "ovs-vsctl --columns=other_config list QoS; ovs-ofctl -O OpenFlow13 dump-meters br-int");
        AssertNear(EgressKilobits, await UploadAsync("vm1", "vm2"));
        AssertNear(IngressKilobits, await DownloadAsync("vm1", "vm2"));
        Assert.Contains("tos 0x68", await SeenAsync("vm1", "vm2"), StringComparison.Ordinal);
        await UnsetAsync(cloud, CloudResources.Ports, vm1, policy);
        Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
            await CloudFixture.OnAsync("compute-1", $"ovs-vsctl list QoS; ovs-ofctl -O OpenFlow13 dump-meters br-int | grep rate={EgressKilobits} || true") == ""));
    }

    [CloudFact]
    public async Task A_port_with_a_firewall_of_flows_sends_and_receives_what_its_policy_lets_it()
    {
        using var cloud = await CloudFixture.SignInAsync();
        var policy = await PolicyAsync(cloud);
        var vm2 = await PortOfAsync(cloud, "vm2");
        await SetAsync(cloud, CloudResources.Ports, vm2, policy);
        await LimitedAsync("compute-2", "ovs-vsctl --columns=other_config list QoS; ovs-ofctl -O OpenFlow13 dump-meters br-int");
        AssertNear(IngressKilobits, await UploadAsync("vm1", "vm2"));
        AssertNear(EgressKilobits, await DownloadAsync("vm1", "vm2"));
        await UnsetAsync(cloud, CloudResources.Ports, vm2, policy);
    }

    [CloudFact]
    public async Task A_floating_ip_lets_in_and_out_what_its_policy_lets_it()
    {
        using var cloud = await CloudFixture.SignInAsync();
        var policy = await PolicyAsync(cloud);
        var floating = (await cloud.ListAsync(CloudResources.FloatingIps, $"port_id={await PortOfAsync(cloud, "vm1")}", default)).Unwrap()[0];
        await SetAsync(cloud, CloudResources.FloatingIps, floating.Id, policy);
        const string Rules = "ip netns exec $(ip netns list | grep -o 'qrouter-[0-9a-f-]*') nft list table ip naru";
        Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
            (await CloudFixture.OnAsync("network", Rules)).Contains("limit rate over", StringComparison.Ordinal)));
        AssertNear(IngressKilobits, await UploadAsync("outside", "vm1", floating.FloatingIpAddress));
        AssertNear(EgressKilobits, await DownloadAsync("outside", "vm1", floating.FloatingIpAddress));
        await UnsetAsync(cloud, CloudResources.FloatingIps, floating.Id, policy);
        Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
            !(await CloudFixture.OnAsync("network", Rules)).Contains("limit rate over", StringComparison.Ordinal)));
    }

    private static void AssertNear(int expected, int actual) =>
        Assert.True(Math.Abs(actual - expected) <= Tolerance * expected, $"{actual} kbit/s were measured where {expected} are let pass.");

    private static Task<int> UploadAsync(string client, string server, string? address = null) =>
        MeasureAsync(client, server, address, "</dev/zero", "", measuredAt: server);

    private static Task<int> DownloadAsync(string client, string server, string? address = null) =>
        MeasureAsync(client, server, address, "", "</dev/zero", measuredAt: client);

    /// <summary>What arrives of a TCP connection at one end, in kbit/s of frames, after three seconds.</summary>
    private static async Task<int> MeasureAsync(string client, string server, string? address, string clientSends, string serverSends, string measuredAt)
    {
        address ??= await AddressOfAsync(server);
        var device = measuredAt == client ? $"$(ip route get {address} | sed -n 's/.* dev \\([^ ]*\\).*/\\1/p')" : "eth0";
        var received = $"sed -n \"s/^ *{device}: *\\([0-9]*\\) .*/\\1/p\" /proc/net/dev";
        await CloudFixture.OnAsync(server, $"(timeout 13 nc -l 80 {serverSends} >/dev/null 2>&1 &) >/dev/null 2>&1 </dev/null");
        await CloudFixture.OnAsync(client, $"(sleep 0.5; timeout 11 nc {address} 80 {clientSends} >/dev/null 2>&1 &) >/dev/null 2>&1");
        var measured = await CloudFixture.OnAsync(
            measuredAt,
            $"sleep 3; t0=$(date +%s%3N); b0=$({received}); sleep 6; t1=$(date +%s%3N); b1=$({received}); echo $(( (b1 - b0) * 8 / (t1 - t0) ))");
        // Until both ends are gone, so that the next one gets the port and has the limit for itself.
        await CloudFixture.OnAsync(server, "while pgrep -x nc >/dev/null; do sleep 0.2; done");
        return int.Parse(measured, CultureInfo.InvariantCulture);
    }

    /// <summary>A ping as it arrives, in the words of tcpdump.</summary>
    private static async Task<string> SeenAsync(string from, string to)
    {
        var capture = CloudFixture.OnAsync(to, $"timeout 10 tcpdump -nv -c 1 -Z root -i eth0 icmp and src {await AddressOfAsync(from)} 2>/dev/null || true");
        await CloudFixture.OnAsync(from, $"ping -c 5 -i 1 {await AddressOfAsync(to)} || true");
        return await capture;
    }

    private static Task<string> AddressOfAsync(string instance) =>
        CloudFixture.OnAsync(instance, "ip -4 -o addr show eth0 | sed -n 's/.*inet \\([0-9.]*\\).*/\\1/p'");

    private static async Task LimitedAsync(string host, string look) => Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
    {
        var seen = await CloudFixture.OnAsync(host, look);
        return seen.Contains($"{IngressKilobits}000", StringComparison.Ordinal) && seen.Contains($"rate={EgressKilobits}", StringComparison.Ordinal);
    }));

    private static async Task<string> PolicyAsync(CloudClient cloud)
    {
        var policy = (await cloud.CreateAsync(Policies, new JsonObject { ["name"] = "specs" }, default)).Unwrap().GetProperty("id").GetString()!;
        await RuleAsync("bandwidth_limit", new JsonObject { ["max_kbps"] = EgressKilobits, ["direction"] = "egress" });
        await RuleAsync("bandwidth_limit", new JsonObject { ["max_kbps"] = IngressKilobits, ["direction"] = "ingress" });
        await RuleAsync("dscp_marking", new JsonObject { ["dscp_mark"] = DscpMark });
        return policy;

        async Task RuleAsync(string type, JsonObject values) => (await cloud.CreateAsync(
            new ResourceKind<JsonElement>($"{type}_rule", $"{type}_rules", AnyJson) { Path = $"qos/policies/{policy}/{type}_rules" }, values, default)).Unwrap();
    }

    private static async Task<string> PortOfAsync(CloudClient cloud, string instance)
    {
        var address = await AddressOfAsync(instance);
        return (await cloud.ListAsync(CloudResources.Ports, $"fixed_ips=ip_address%3D{address}", default)).Unwrap()[0].Id;
    }

    private static async Task SetAsync<T>(CloudClient cloud, ResourceKind<T> kind, string id, string policy) =>
        (await cloud.UpdateAsync(kind, id, new JsonObject { ["qos_policy_id"] = policy }, default)).Unwrap();

    private static async Task UnsetAsync<T>(CloudClient cloud, ResourceKind<T> kind, string id, string policy)
    {
        (await cloud.UpdateAsync(kind, id, new JsonObject { ["qos_policy_id"] = null }, default)).Unwrap();
        Assert.True((await cloud.DeleteAsync(Policies, policy, default)).Succeeded);
    }
}
