using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Naru.Lab.Cloud;

namespace Naru.Lab.Specs;

/// <summary>A policy with a limit in each direction and a mark, and what is measured of it in a lab.</summary>
internal sealed class QosScene(ProgramLab lab)
{
    public const int EgressKilobits = 4000;
    public const int IngressKilobits = 8000;
    private const double Tolerance = 0.1;
    private const int Attempts = 4;
    private const int DscpMark = 26;

    private static readonly JsonTypeInfo<JsonElement> AnyJson = (JsonTypeInfo<JsonElement>)JsonSerializerOptions.Default.GetTypeInfo(typeof(JsonElement));

    private static readonly ResourceKind<JsonElement> Policies = new("policy", "policies", AnyJson) { Path = "qos/policies" };

    /// <summary>What is measured is the limit, at one of several times: at some the machine itself is too busy for it, but what has no limit or another one is never near.</summary>
    public static async Task AssertNearAsync(int expected, Func<Task<int>> measure)
    {
        var measured = new List<int>();
        while (measured.Count < Attempts)
        {
            measured.Add(await measure());
            if (Math.Abs(measured[^1] - expected) <= Tolerance * expected)
                return;
        }
        Assert.Fail($"{string.Join(", ", measured)} kbit/s were measured where {expected} are let pass.");
    }

    public Task<int> UploadAsync(string client, string server, string? address = null) =>
        MeasureAsync(client, server, address, "</dev/zero", "", measuredAt: server);

    public Task<int> DownloadAsync(string client, string server, string? address = null) =>
        MeasureAsync(client, server, address, "", "</dev/zero", measuredAt: client);

    /// <summary>What arrives of a TCP connection at one end, in kbit/s of frames, after three seconds.</summary>
    private async Task<int> MeasureAsync(string client, string server, string? address, string clientSends, string serverSends, string measuredAt)
    {
        address ??= await AddressOfAsync(server);
        var device = measuredAt == client ? $"$(ip route get {address} | sed -n 's/.* dev \\([^ ]*\\).*/\\1/p')" : "eth0";
        var received = $"sed -n \"s/^ *{device}: *\\([0-9]*\\) .*/\\1/p\" /proc/net/dev";
        await lab.OnAsync(server, $"(timeout 13 nc -l 80 {serverSends} >/dev/null 2>&1 &) >/dev/null 2>&1 </dev/null");
        await lab.OnAsync(client, $"(sleep 0.5; timeout 11 nc {address} 80 {clientSends} >/dev/null 2>&1 &) >/dev/null 2>&1");
        // A look that took long, on a busy machine, does not say when it was.
        var look = $"look() {{ while :; do t=$(date +%s%3N); b=$({received}); [ $(( $(date +%s%3N) - t )) -gt 60 ] || return 0; done; }}";
        var measured = await lab.OnAsync(
            measuredAt, $"{look}; sleep 3; look; t0=$t b0=$b; sleep 6; look; echo $(( (b - b0) * 8 / (t - t0) ))");
        // Until both ends are gone, so that the next one gets the port and has the limit for itself.
        await lab.OnAsync(server, "while pgrep -x nc >/dev/null; do sleep 0.2; done");
        return int.Parse(measured, CultureInfo.InvariantCulture);
    }

    /// <summary>A ping as it arrives, in the words of tcpdump.</summary>
    public async Task<string> SeenAsync(string from, string to)
    {
        var capture = lab.OnAsync(to, $"timeout 10 tcpdump -nv -c 1 -Z root -i eth0 icmp and src {await AddressOfAsync(from)} 2>/dev/null || true");
        await lab.OnAsync(from, $"ping -c 5 -i 1 {await AddressOfAsync(to)} || true");
        return await capture;
    }

    private Task<string> AddressOfAsync(string instance) =>
        lab.OnAsync(instance, "ip -4 -o addr show eth0 | sed -n 's/.*inet \\([0-9.]*\\).*/\\1/p'");

    public async Task LimitedAsync(string host, string look) => Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
    {
        var seen = await lab.OnAsync(host, look);
        return seen.Contains($"{IngressKilobits}000", StringComparison.Ordinal) && seen.Contains($"rate={EgressKilobits}", StringComparison.Ordinal);
    }));

    public static async Task<string> PolicyAsync(CloudClient cloud)
    {
        var policy = (await cloud.CreateAsync(Policies, new JsonObject { ["name"] = "specs" }, default)).Unwrap().GetProperty("id").GetString()!;
        await RuleAsync("bandwidth_limit", new JsonObject { ["max_kbps"] = EgressKilobits, ["direction"] = "egress" });
        await RuleAsync("bandwidth_limit", new JsonObject { ["max_kbps"] = IngressKilobits, ["direction"] = "ingress" });
        await RuleAsync("dscp_marking", new JsonObject { ["dscp_mark"] = DscpMark });
        return policy;

        async Task RuleAsync(string type, JsonObject values) => (await cloud.CreateAsync(
            new ResourceKind<JsonElement>($"{type}_rule", $"{type}_rules", AnyJson) { Path = $"qos/policies/{policy}/{type}_rules" }, values, default)).Unwrap();
    }

    public async Task<string> PortOfAsync(CloudClient cloud, string instance)
    {
        var address = await AddressOfAsync(instance);
        return (await cloud.ListAsync(CloudResources.Ports, $"fixed_ips=ip_address%3D{address}", default)).Unwrap()[0].Id;
    }

    public static async Task SetAsync<T>(CloudClient cloud, ResourceKind<T> kind, string id, string policy) =>
        (await cloud.UpdateAsync(kind, id, new JsonObject { ["qos_policy_id"] = policy }, default)).Unwrap();

    public static async Task UnsetAsync<T>(CloudClient cloud, ResourceKind<T> kind, string id, string policy)
    {
        (await cloud.UpdateAsync(kind, id, new JsonObject { ["qos_policy_id"] = null }, default)).Unwrap();
        Assert.True((await cloud.DeleteAsync(Policies, policy, default)).Succeeded);
    }
}
