using System.CommandLine;
using Naru.HostNetwork;
using Naru.HostNetwork.Backends;
using Naru.Primitives;

namespace Naru.Commands;

/// <summary><c>naru host bridge</c>: gives the host a bridge with ports and addresses.</summary>
internal static class HostBridgeCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "The bridge." };
        var ports = new Option<string[]>("--port") { Description = "A card that belongs to it; may be given several times.", DefaultValueFactory = _ => [] };
        var addresses = new Option<string[]>("--address") { Description = "An address of the host on it, such as 192.0.2.5/24; may be given several times.", DefaultValueFactory = _ => [] };
        var gateway = new Option<string?>("--gateway") { Description = "The default gateway." };
        var dhcp = new Option<bool>("--dhcp") { Description = "Its addresses are asked of a DHCP server." };
        var mtu = new Option<int?>("--mtu") { Description = "Of the bridge, in bytes." };
        var openVSwitch = new Option<bool>("--ovs") { Description = "A bridge of Open vSwitch instead of the kernel's." };
        var backend = new Option<string?>("--backend") { Description = $"What configures the network: {string.Join(", ", BackendList.All.Select(one => one.Name))}. Found out when it is not said." };
        var root = HostNetworkCommand.Root();
        var apply = HostNetworkCommand.Apply();
        var command = new Command("bridge", "Makes a bridge, or gives one other ports and addresses, so that it outlasts a restart.")
        {
            name, ports, addresses, gateway, dhcp, mtu, openVSwitch, backend, root, apply,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var request = Request(
                parsed.GetRequiredValue(name), parsed.GetValue(openVSwitch), parsed.GetRequiredValue(ports), parsed.GetRequiredValue(addresses),
                parsed.GetValue(gateway), parsed.GetValue(mtu), parsed.GetValue(dhcp));
            if (!request.TryGet(out var wanted, out var error))
                return Answer.Refuse(error);
            var facts = new HostFactsReader(parsed.GetRequiredValue(root).FullName).Read();
            if (!BackendList.Choose(parsed.GetValue(backend), facts).TryGet(out var chosen, out error))
                return Answer.Refuse(error);
            var change = chosen.Bridge(wanted);
            return await HostNetworkCommand.MakeAsync(
                change with { Remarks = [.. change.Remarks, .. Lost(wanted, facts)] }, parsed.GetRequiredValue(root).FullName, parsed.GetValue(apply), cancellation);
        });
        return command;
    }

    private static Result<BridgeRequest> Request(
        string name, bool isOpenVSwitch, IEnumerable<string> ports, IEnumerable<string> addresses, string? gateway, int? mtu, bool usesDhcp)
    {
        var given = new List<HostAddress>();
        foreach (var text in addresses)
        {
            if (!HostAddress.Parse(text).TryGet(out var address, out var error))
                return error;
            given.Add(address);
        }
        IpAddress? next = null;
        if (gateway is not null)
        {
            if (!IpAddress.TryParse(gateway, out var parsed))
                return Error.Invalid($"'{gateway}' is no address: expected one such as 192.0.2.1.");
            next = parsed;
        }
        return new BridgeRequest(name, isOpenVSwitch ? BridgeKind.OpenVSwitch : BridgeKind.Linux, [.. ports], [.. given], next, mtu) { UsesDhcp = usesDhcp }.Checked();
    }

    private static IEnumerable<string> Lost(BridgeRequest request, HostFacts facts) =>
        from link in facts.Links
        where request.Ports.Items.Contains(link.Name)
        let own = link.Addresses.Items.Where(address => !address.IsLinkLocal && !request.Addresses.Items.Any(given => given.Address == address)).ToList()
        where own.Count > 0
        select $"'{link.Name}' has {string.Join(", ", own)} now, which nobody hears in a bridge: give it to the bridge with --address.";
}
