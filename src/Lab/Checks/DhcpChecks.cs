using Naru.Lab.Cloud;
using Naru.Primitives;

namespace Naru.Lab.Checks;

/// <summary>An instance cannot answer DHCP in the place of the network, whatever its groups let out.</summary>
public static class DhcpChecks
{
    public static readonly Check Forged = new("answers of DHCP that an instance gives are dropped", ForgedAsync) { RunsAlone = true };

    // Datagrams that differ in nothing but their port: it makes them a server's answer.
    private const string Send = """
        echo "$FROM" | nc -u -w 1 -p "$FROM" "$TARGET" "$TO" || true
        """;

    // The receiver has no port security, so that it is the sender's that drops.
    private static Task<Result<string>> ForgedAsync(Scene scene, CancellationToken cancellation) => PortChecks.WithoutSecurityAsync(scene, async () =>
    {
        var addresses = (await scene.Cloud.ShowAsync(CloudResources.Ports, scene.Course.Vm4!.Port.Id, cancellation)).Unwrap().FixedIps.Select(ip => ip.IpAddress).ToList(); // It has been changed.
        var seen = new List<string>();
        foreach (var (address, server, client, other) in (IEnumerable<(string?, int, int, int)>)[(addresses.Find(ip => !ip.Contains(':')), 67, 68, 66), (addresses.Find(ip => ip.Contains(':')), 547, 546, 545)])
        {
            if (address is null)
                continue;
            await using var sent = await scene.Vm2.CaptureAsync("eth0", $"udp src port {server}", cancellation);
            await using var arrived = await scene.Vm4.CaptureAsync("eth0", $"udp dst port {client} and (src port {server} or src port {other})", cancellation);
            if (!await ArrivesAsync(other, 0))
                return Check.Failed($"the control failed: what vm2 sends from port {other} does not come to vm4");
            await SendAsync(server);
            // What is sent afterwards arrives behind whatever of the forged would have come.
            if (!await ArrivesAsync(other, arrived.Lines.Count) || !await sent.SeesAsync(_ => true, Probe.Patience, cancellation))
                return Check.Failed($"the control failed: vm2 did not send from port {server}, or nothing came to vm4 after it");
            if (arrived.Lines.FirstOrDefault(line => line.Contains($".{server} > ")) is { } came)
                return Check.Failed($"this came to vm4: {came}");
            seen.Add($"{server} to {client}");

            async Task<bool> ArrivesAsync(int from, int before)
            {
                for (var end = DateTime.UtcNow + Probe.Patience; arrived.Lines.Count(line => line.Contains($".{from} > ")) <= before;)
                {
                    if (DateTime.UtcNow > end)
                        return false;
                    await SendAsync(from);
                }
                return true;
            }

            Task SendAsync(int from) => scene.Vm2.ScriptAsync(
                Send, new Dictionary<string, string> { ["FROM"] = $"{from}", ["TO"] = $"{client}", ["TARGET"] = address }, cancellation);
        }
        return $"vm2 sent from {string.Join(" and ", seen)}, none came to vm4";
    }, cancellation);
}
