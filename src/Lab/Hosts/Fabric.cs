using System.Globalization;
using System.Text;
using Naru.Lab.Processes;

namespace Naru.Lab.Hosts;

/// <summary>
/// The wires of the lab: a namespace with two Linux bridges, <c>underlay</c> (eth0 of each host, the tunnels) and
/// <c>provider</c> (eth1 of each host, the external networks). No interface of it is ever seen on the machine itself.
/// </summary>
public static class Fabric
{
    public const string HostName = "fabric";
    private const string Underlay = "underlay";
    private const string Provider = "provider";
    private const string Spare = "spare";

    // The course adds two further network cards to try Linux and OVS bridges with.
    private static readonly string[] SpareCards = ["enp0s9", "enp0s10"];

    /// <summary>Makes the bridges, unless the namespace still lives.</summary>
    public static async Task<ProcessIdentity> EnsureAsync(LabDirectory directory, ProcessIdentity? living, CancellationToken cancellation)
    {
        if (living is { IsAlive: true })
            return living;

        var holder = await HostNamespaces.MakeNetworkAsync(directory, HostName, cancellation);
        var commands = new StringBuilder();
        foreach (var bridge in (string[])[Underlay, Provider, Spare])
            commands.Append($"link add {bridge} type bridge mcast_snooping 0\nlink set {bridge} up\n");
        await BatchAsync(holder, commands.ToString(), cancellation);
        return holder;
    }

    /// <summary>Gives a host its network cards.</summary>
    public static async Task ConnectAsync(ProcessIdentity fabric, LabHost host, ProcessIdentity holder, CancellationToken cancellation)
    {
        var commands = new StringBuilder();
        if (host.UnderlayAddress is not null)
            AddCard(commands, host, holder, "eth0", Underlay);
        AddCard(commands, host, holder, "eth1", Provider);
        if (host.Role is HostRole.Outside)
        {
            foreach (var card in SpareCards)
                AddCard(commands, host, holder, card, Spare);
        }
        await BatchAsync(fabric, commands.ToString(), cancellation);
    }

    private static void AddCard(StringBuilder commands, LabHost host, ProcessIdentity holder, string card, string bridge)
    {
        var wire = $"{host.Name}-{card}";
        commands.Append($"link add {wire} type veth peer name {card} netns {holder.Pid}\n");
        commands.Append($"link set {wire} master {bridge} up\n");
    }

    private static Task<string> BatchAsync(ProcessIdentity fabric, string commands, CancellationToken cancellation) => Tool.MustRunAsync(
        "nsenter",
        ["--target", fabric.Pid.ToString(CultureInfo.InvariantCulture), "--net", "--", "ip", "-batch", "-"],
        new ToolInput { Text = commands },
        cancellation);
}
