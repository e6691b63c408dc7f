using System.Globalization;
using Naru.Lab.Hosts;
using Naru.Primitives;

namespace Naru.Lab.Instances;

/// <summary>Configures an instance's <c>eth0</c> by busybox's DHCP client, as a small distribution would.</summary>
public static class DhcpClient
{
    // Called by udhcpc with what the lease holds in variables. Classless routes (option 121) replace the router option (RFC 3442).
    private const string Apply = """
        #!/bin/sh
        case $1 in
        deconfig)
            ip -4 address flush dev "$interface"
            ip link set "$interface" up
            ;;
        bound | renew)
            [ -z "${mtu:-}" ] || ip link set "$interface" mtu "$mtu"
            ip address replace "$ip/$mask" dev "$interface"
            set -- ${staticroutes:-}
            if [ $# -eq 0 ] && [ -n "${router:-}" ]; then set -- 0.0.0.0/0 "${router%% *}"; fi
            while [ $# -ge 2 ]; do
                if [ "$2" = 0.0.0.0 ]; then
                    ip route replace "$1" dev "$interface" scope link
                else
                    ip route replace "$1" via "$2" dev "$interface"
                fi
                shift 2
            done
            {
                [ -z "${search:-${domain:-}}" ] || echo "search ${search:-$domain}"
                for server in ${dns:-}; do echo "nameserver $server"; done
            } >/etc/resolv.conf
            printf '%s\n' "address=$ip/$mask" "router=${router:-}" "routes=${staticroutes:-}" "dns=${dns:-}" "mtu=${mtu:-}" \
                "server=${serverid:-}" "seconds=${lease:-}" "hostname=${hostname:-}" "domain=${domain:-}" >"$FILES/lease.next"
            mv "$FILES/lease.next" "$FILES/lease"
            ;;
        esac
        """;

    // Where the switch runs outside of the kernel, it reads frames whose checksum the kernel would leave to the hardware.
    private const string Prepare = """
        [ "$DATAPATH" = system ] || ethtool -K eth0 tx off >/dev/null
        ip link set eth0 up
        """;

    private const string Start = """
        printf '%s\n' "$APPLY" >"$FILES/dhcp.sh"
        chmod 755 "$FILES/dhcp.sh"
        setsid busybox udhcpc -f -i eth0 -s "$FILES/dhcp.sh" -x "hostname:$INSTANCE" -t 60 -T 1 -A 1 \
            -O staticroutes -O mtu -O search -O domain -O hostname </dev/null >"$FILES/dhcp.log" 2>&1 &
        """;

    private const string Running = """
        for process in /proc/[0-9]*; do
            if [ "$(tr '\0' ' ' <"$process/cmdline" 2>/dev/null | cut -c1-14)" = 'busybox udhcpc' ]; then echo yes; break; fi
        done
        """;

    // Where an instance's image has it.
    private const string OwnScript = "/usr/share/udhcpc/script";

    // A second client beside the one that runs, which does not take the address away before it has a lease.
    private const string RenewOnce = $$"""
        printf '%s\n' '#!/bin/sh' '[ "$1" = deconfig ] || exec {{OwnScript}} "$@"' >/run/renew
        chmod +x /run/renew
        udhcpc -f -q -n -t 10 -T 2 -i eth0 -s /run/renew -O staticroutes -O mtu -O search -O domain 2>&1 && rm /run/renew
        """;

    /// <summary>Sets the card up: from now on the kernel hears router advertisements.</summary>
    public static Task PrepareAsync(LabShell instance, DatapathType datapath, CancellationToken cancellation) =>
        instance.ScriptAsync(Prepare, new Dictionary<string, string> { ["DATAPATH"] = datapath.Name() }, cancellation);

    /// <summary>Starts the client unless it runs already.</summary>
    public static async Task EnsureAsync(LabShell instance, CancellationToken cancellation)
    {
        var variables = new Dictionary<string, string> { ["APPLY"] = Apply };
        if (await instance.ScriptAsync(Running, variables, cancellation) is not "")
            return;
        await instance.ScriptAsync(Start, variables, cancellation);
    }

    /// <summary>Lets an instance ask for its lease once more, of whoever serves it now; it keeps its address meanwhile. Without a client of ours inside nothing is done.</summary>
    /// <remarks>By itself it would ask its former server until most of the lease is over.</remarks>
    public static async Task<Result<Done>> RenewAsync(LabDirectory directory, InstanceState instance, CancellationToken cancellation)
    {
        // What is entered by way of a virtual machine's program is its host.
        if (instance is not { IsOfHost: true, Runner: { } first } || !File.Exists($"/proc/{first.Pid}/root{OwnScript}")
            || !InstanceShells.Inside(directory, instance).TryGet(out var inside, out _))
            return Done.Ok;
        var renewed = await inside.RunAsync(["sh", "-c", RenewOnce], cancellation);
        return renewed.Succeeded ? Done.Ok : Error.Conflict("NoLease", $"The instance '{instance.Name}' got no lease when it asked once more: {renewed.LastWords}");
    }

    /// <summary>The lease as the client got it, or null while it has none.</summary>
    public static DhcpLease? Lease(LabDirectory directory, string instance) => Read($"{directory.Instance(instance)}/lease");

    /// <summary>The lease of the first card of an instance.</summary>
    public static DhcpLease? Lease(LabDirectory directory, InstanceState instance)
    {
        if (!instance.IsOfHost)
            return Lease(directory, instance.Name);
        return instance.Runner is { } first ? Read($"/proc/{first.Pid}/root/run/lease.eth0") : null;
    }

    private static DhcpLease? Read(string file)
    {
        try
        {
            var values = File.ReadLines(file)
                .Select(line => line.Split('=', 2))
                .ToDictionary(pair => pair[0], pair => pair[1]);
            return new DhcpLease(
                values["address"],
                values["router"],
                values["dns"].Split(' ', StringSplitOptions.RemoveEmptyEntries),
                int.TryParse(values["mtu"], CultureInfo.InvariantCulture, out var mtu) ? mtu : null,
                values["server"]);
        }
        catch (Exception absent) when (absent is IOException or KeyNotFoundException)
        {
            return null;
        }
    }
}
