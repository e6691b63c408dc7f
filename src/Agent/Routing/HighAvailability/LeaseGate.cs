using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Nftables;

namespace Naru.Agent.Routing.HighAvailability;

/// <summary>Lets packets into a router's namespace only while its host holds the lease. The kernel shuts it by itself: no agent has to live for it.</summary>
/// <remarks>
/// A table <c>netdev naru-lease</c> drops what arrives at a device whose name is not in the set <c>held</c>; elements of the set end
/// after the rest of the lease. Without arriving packets a router neither answers ARP nor forwards.
/// </remarks>
internal sealed class LeaseGate(NetworkNamespace home)
{
    private const string Set = "held";

    /// <summary>Before everything else that may look at a packet.</summary>
    private const int Priority = -500;

    /// <summary>The smallest that is worth a write.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);

    private static readonly NftTable Table = new(NftFamily.Netdev, "naru-lease");

    private readonly NftRuleset _rules = new(home);
    private EquatableList<string> _devices;

    public ulong Identity => home.Identity;

    public EquatableList<string> Devices => _devices;

    /// <summary>Makes the gate for these devices, as open as said.</summary>
    /// <param name="rest">See <see cref="Open"/>.</param>
    public Result<Done> Make(EquatableList<string> devices, TimeSpan? rest)
    {
        var body = $"\tset {Set} {{\n\t\ttype ifname\n\t\tflags timeout\n{(Elements(devices, rest) is { } open ? $"\t\telements = {{ {open} }}\n" : "")}\t}}\n"
            + string.Concat(devices.Select(device =>
                $"\tchain {device} {{\n\t\ttype filter hook ingress device \"{device}\" priority {Priority}; policy accept;\n\t\tiifname @{Set} accept\n\t\tdrop\n\t}}\n"));
        return _rules.Replace(Table, body).Map(_ =>
        {
            _devices = devices;
            return default(Done);
        });
    }

    /// <summary>Opens or shuts the gate.</summary>
    /// <param name="rest">For how long; zero: not at all; null: until told otherwise.</param>
    public Result<Done> Open(TimeSpan? rest)
    {
        var commands = $"flush set {Table} {Set}\n";
        if (Elements(_devices, rest) is { } elements)
            commands += $"add element {Table} {Set} {{ {elements} }}\n";
        var applied = _rules.Apply(commands);
        // Somebody removed it, or a device was made again.
        return applied.Succeeded ? applied : Make(_devices, rest);
    }

    private static string? Elements(EquatableList<string> devices, TimeSpan? rest) => devices.IsEmpty || rest < Moment
        ? null
        : string.Join(", ", devices.Select(device => rest is { } time ? $"\"{device}\" timeout {(long)time.TotalMilliseconds}ms" : $"\"{device}\""));
}
