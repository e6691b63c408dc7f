using System.Security.Cryptography;
using System.Text;
using Naru.Primitives;

namespace Naru.HostNetwork.Backends;

/// <summary>NetworkManager: a keyfile for each connection (nm-settings-keyfile(5)), loaded with <c>nmcli</c>.</summary>
internal sealed class KeyfileBackend : Backend
{
    private const string Folder = "/etc/NetworkManager/system-connections";

    public override string Name => "networkmanager";

    public override string Title => "NetworkManager";

    public override HostChange Bridge(BridgeRequest request) => request.Kind is BridgeKind.Linux ? Linux(request) : OpenVSwitch(request);

    private HostChange Linux(BridgeRequest request) => Change(
        request,
        [
            Keyfile(request.Name, "bridge", request.Name, null, $"{Mtu("bridge", request)}{AddressesOf(request)}", "[bridge]\nstp=false\n"),
            .. request.Ports.Select(port => Keyfile($"{request.Name}-{port}", "ethernet", port, ("bridge", request.Name), "")),
        ],
        []);

    // The bridge, a port and an interface in it for each card, and a port with an interface of the host's own that has its addresses.
    private HostChange OpenVSwitch(BridgeRequest request) => Change(
        request,
        [
            Keyfile(request.Name, "ovs-bridge", request.Name, null, ""),
            Keyfile($"{request.Name}-port", "ovs-port", request.Name, ("ovs-bridge", request.Name), ""),
            Keyfile($"{request.Name}-interface", "ovs-interface", request.Name, ("ovs-port", $"{request.Name}-port"), $"{Mtu("ethernet", request)}{AddressesOf(request)}", "[ovs-interface]\ntype=internal\n"),
            .. request.Ports.SelectMany(port => new[]
            {
                Keyfile($"{request.Name}-{port}-port", "ovs-port", port, ("ovs-bridge", request.Name), ""),
                Keyfile($"{request.Name}-{port}", "ethernet", port, ("ovs-port", $"{request.Name}-{port}-port"), ""),
            }),
        ],
        ["Open vSwitch bridges need NetworkManager's plugin for them (Fedora: NetworkManager-ovs; part of Debian's package)."]);

    private HostChange Change(BridgeRequest request, IReadOnlyList<(string Id, HostFile File)> profiles, EquatableList<string> remarks) => new(
        $"Bridge {request.Name} by {Title}",
        [.. profiles.Select(profile => profile.File)],
        [HostCommand.Of("nmcli", "connection", "reload"), .. profiles.Select(profile => HostCommand.Of("nmcli", "connection", "up", profile.Id))],
        [HostCommand.Of("nmcli", "connection", "reload")])
    {
        Remarks = remarks,
    };

    private static (string Id, HostFile File) Keyfile(string id, string type, string device, (string Kind, string Name)? controller, string sections, string own = "")
    {
        var text = new StringBuilder($"[connection]\nid={id}\nuuid={IdOf(id)}\ntype={type}\ninterface-name={device}\n");
        // By its UUID: a bridge of Open vSwitch, its port and its interface have one name.
        if (controller is var (kind, name))
            text.Append($"master={IdOf(name)}\nslave-type={kind}\n");
        if (own.Length > 0)
            text.Append($"\n{own}");
        text.Append(sections);
        return (id, new HostFile($"{Folder}/{id}.nmconnection", text.ToString()) { IsPrivate = true });
    }

    // The same name always has the same id, so that writing it again changes the connection and makes no second one.
    private static Guid IdOf(string connection)
    {
        const int Version = 8;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"naru host {connection}"), hash);
        hash[6] = (byte)(hash[6] & 0x0f | Version << 4);
        hash[8] = (byte)(hash[8] & 0x3f | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    private static string Mtu(string section, BridgeRequest request) => request.Mtu is { } mtu ? $"\n[{(section == "bridge" ? "ethernet" : section)}]\nmtu={mtu}\n" : "";

    private static string AddressesOf(BridgeRequest request)
    {
        var text = new StringBuilder();
        foreach (var (section, isV6) in new[] { ("ipv4", false), ("ipv6", true) })
        {
            var own = request.Addresses.Items.Where(address => address.Address.IsV6 == isV6).ToList();
            var method = own.Count > 0 ? "manual" : request.UsesDhcp ? "auto" : "disabled";
            text.Append($"\n[{section}]\nmethod={method}\n");
            for (var index = 0; index < own.Count; index++)
                text.Append($"address{index + 1}={own[index]}\n");
            if (request.Gateway is { } gateway && gateway.IsV6 == isV6)
                text.Append($"gateway={gateway}\n");
        }
        return text.ToString();
    }
}
