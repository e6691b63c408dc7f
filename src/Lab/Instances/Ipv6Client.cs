using Naru.Lab.Cloud;
using Naru.Lab.Processes;
using Naru.Primitives;

namespace Naru.Lab.Instances;

/// <summary>The IPv6 of an instance: the kernel makes addresses from router advertisements, a client of ours asks for the others.</summary>
/// <remarks>Whether there is something to ask for is said by the advertisement on a real system; here the port's subnets say it.</remarks>
internal sealed class Ipv6Client(LabShell instance, IReadOnlyList<string> addresses)
{
    // It ends once it has been answered: leases are longer than instances of a lab live. One that has started again has lost its address.
    private const string Ask = """
        lease=$FILES/lease6.$FIRST
        [ ! -e "$lease" ] || exit 0
        setsid "$NARU" lab dhcpv6 --device eth0 --lease "$lease" $KIND </dev/null >"$FILES/dhcpv6.log" 2>&1 &
        """;

    // Addresses are the words of $WANTED; the shell waits by itself, since a process for each look would take longer than what is waited for.
    private const string Wait = """
        for attempt in $(seq 100); do
            there=$(ip -6 -oneline address show dev eth0 scope global -tentative)
            missing=
            for address in $WANTED; do
                case $there in *" $address/"*) ;; *) missing=$address ;; esac
            done
            [ -n "$missing" ] || exit 0
            sleep 0.2
        done
        echo "$missing"
        """;

    // The kernel asks when a card comes up, and then only hears.
    private const string Listen = """
        ip -6 route show default proto ra | grep -q . || exit 0
        for attempt in $(seq 20); do
            [ "$(cat /proc/sys/net/ipv6/conf/eth0/mtu)" != "$MTU" ] || exit 0
            "$NARU" lab solicit --device eth0
            sleep 0.2
        done
        exit 1
        """;

    /// <summary>Lets an instance that has a router ask for it once more, whoever that is now, until it has the MTU of its network.</summary>
    public static async Task<Result<Done>> RenewAsync(LabShell instance, int mtu, CancellationToken cancellation)
    {
        var heard = await instance.RunAsync(["env", $"NARU={Daemon.Naru}", $"MTU={mtu}", "sh", "-euc", Listen], cancellation);
        return heard.Succeeded
            ? Done.Ok
            : Error.Conflict("NoRouter", $"The instance '{instance.Name}' heard no router that advertises an MTU of {mtu} when it asked once more. {heard.LastWords}".TrimEnd());
    }

    public static async Task<Ipv6Client> EnsureAsync(CloudClient cloud, LabShell instance, CloudPort port, CancellationToken cancellation)
    {
        var (modes, addresses) = (new List<string>(), new List<string>());
        foreach (var ip in port.FixedIps.Where(ip => ip.IpAddress.Contains(':')))
        {
            if (!(await cloud.ShowAsync(CloudResources.Subnets, ip.SubnetId, cancellation)).TryGet(out var subnet, out _)
                || subnet is not { EnableDhcp: true, AddressMode: { } mode })
                continue;
            modes.Add(mode);
            addresses.Add(ip.IpAddress);
        }
        if (modes.Exists(mode => mode is "dhcpv6-stateful" or "dhcpv6-stateless"))
        {
            var kind = modes.Contains("dhcpv6-stateful") ? "" : "--stateless";
            await instance.ScriptAsync(Ask, new Dictionary<string, string> { ["NARU"] = Daemon.Naru, ["KIND"] = kind, ["FIRST"] = $"{instance.Holder.Pid}" }, cancellation);
        }
        return new Ipv6Client(instance, addresses);
    }

    /// <summary>Waits until all IPv6 addresses that the port is given are on the card and known to be nobody else's. Those of a subnet that gives none are its user's care.</summary>
    public async Task<Result<Done>> WaitAsync(CancellationToken cancellation)
    {
        var missing = await instance.ScriptAsync(Wait, new Dictionary<string, string> { ["WANTED"] = string.Join(' ', addresses) }, cancellation);
        return missing.Length == 0
            ? Done.Ok
            : new Error(ErrorKind.Unavailable, "Timeout",
                $"The instance '{instance.Name}' did not get {missing.Trim()} in 20 s: is there a router in its network? See 'ip -6 address' in it and 'naru logs network'.");
    }
}
