using Naru.Lab.Processes;
using Naru.Primitives;

namespace Naru.Lab.Checks;

/// <summary>An instance cannot send as somebody else. The same capture first has to see a ping that is honest.</summary>
public static class SpoofingChecks
{
    private const string ForeignMac = "02:00:00:00:0b:ad";
    private const string ForeignIp = "192.168.50.250";

    public static readonly Check Mac = new("frames with a foreign MAC address are dropped", MacAsync) { RunsAlone = true };

    public static readonly Check Ip = new("packets with a foreign IP address are dropped", IpAsync);

    // The neighbour is written down by hand, so that no ARP request is needed. The address is put back whatever happens, and none of IPv6 is made of the foreign one.
    private const string PingWithForeignMac = """
        autoconf=/proc/sys/net/ipv6/conf/eth0/autoconf
        makes=$(cat "$autoconf")
        neighbour=$(ip neighbour show "$TARGET" dev eth0 | sed -n 's/.*lladdr \([^ ]*\).*/\1/p')
        trap 'ip link set eth0 address "$OWN_MAC"; echo "$makes" >"$autoconf"; ip neighbour delete "$TARGET" dev eth0 2>/dev/null || true' EXIT
        echo 0 >"$autoconf"
        ip link set eth0 address "$FOREIGN_MAC"
        ip neighbour replace "$TARGET" lladdr "$neighbour" dev eth0
        ping -n -c 3 -i 0.2 -W 1 "$TARGET" || true
        """;

    private const string PingWithForeignIp = """
        trap 'ip address delete "$FOREIGN_IP/32" dev lo' EXIT
        ip address add "$FOREIGN_IP/32" dev lo
        ping -n -c 3 -i 0.2 -W 1 -I "$FOREIGN_IP" "$TARGET" || true
        """;

    private static Task<Result<string>> MacAsync(Scene scene, CancellationToken cancellation) =>
        TryAsync(scene, PingWithForeignMac, ForeignMac, cancellation);

    private static Task<Result<string>> IpAsync(Scene scene, CancellationToken cancellation) =>
        TryAsync(scene, PingWithForeignIp, $"{ForeignIp} >", cancellation);

    private static async Task<Result<string>> TryAsync(Scene scene, string script, string mark, CancellationToken cancellation)
    {
        var target = scene.AddressOf(scene.Course.Vm1);
        var variables = new Dictionary<string, string>
        {
            ["TARGET"] = target,
            ["OWN_MAC"] = scene.Course.Vm2.Port.MacAddress,
            ["FOREIGN_MAC"] = ForeignMac,
            ["FOREIGN_IP"] = ForeignIp,
        };
        await using var sent = await scene.Vm2.CaptureAsync("eth0", "icmp", cancellation);
        await using var arrived = await scene.Vm1.CaptureAsync("eth0", "icmp", cancellation);
        if (!await scene.Vm2.PingsAsync(target, cancellation) || !await SeesAsync(arrived, scene.Course.Vm2.Port.MacAddress, cancellation))
            return Check.Failed("the control failed: an honest ping of vm2 was not seen at vm1");

        await scene.Vm2.ScriptAsync(script, variables, cancellation);
        if (!await SeesAsync(sent, mark, cancellation))
            return Check.Failed("the control failed: vm2 did not send the forged packets");
        // The honest ping afterwards arrives behind whatever of the forged ones would have come.
        if (!await scene.Vm2.PingsAsync(target, cancellation))
            return Check.Failed("vm2 does not reach vm1 any more after it forged packets");
        return arrived.Lines.Any(line => line.Contains(mark))
            ? Check.Failed($"a packet from {mark} arrived at vm1")
            : $"vm2 sent 3 as {mark.TrimEnd(' ', '>')}, none came to vm1";
    }

    private static Task<bool> SeesAsync(BackgroundTool capture, string part, CancellationToken cancellation) =>
        capture.SeesAsync(line => line.Contains(part), Probe.Patience, cancellation);
}
