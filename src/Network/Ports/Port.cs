using System.Text.Json.Serialization;
using Naru.Network.Trunks;
using Naru.Primitives;
using Naru.Rest;

namespace Naru.Network.Ports;

/// <summary>A connection point of one device to one network.</summary>
public sealed record Port : StandardResource
{
    public string Name { get; init; } = "";

    public string NetworkId { get; init; } = "";

    public bool AdminStateUp { get; init; } = true;

    public MacAddress MacAddress { get; init; }

    public EquatableList<FixedIp> FixedIps { get; init; }

    /// <summary>The id of what uses the port: a server, a router, …</summary>
    public string DeviceId { get; init; } = "";

    /// <summary>The kind of what uses the port, see <see cref="DeviceOwners"/>.</summary>
    public string DeviceOwner { get; init; } = "";

    public PortStatus Status { get; init; } = PortStatus.Down;

    /// <summary>Why the host cannot wire it; empty while nothing is wrong.</summary>
    public string StatusReason { get; init; } = "";

    public PortBinding Binding { get; init; } = PortBinding.Unbound;

    /// <summary>Bindings to other hosts, that wait or have been; see <c>Bindings</c>.</summary>
    public EquatableList<PortBinding> InactiveBindings { get; init; }

    public EquatableList<AllowedAddressPair> AllowedAddressPairs { get; init; }

    public EquatableList<ExtraDhcpOption> ExtraDhcpOptions { get; init; }

    /// <summary>Whether anti-spoofing and security groups apply.</summary>
    public bool PortSecurityEnabled { get; init; } = true;

    public EquatableList<string> SecurityGroupIds { get; init; }

    public string? QosPolicyId { get; init; }

    public string DnsName { get; init; } = "";

    public string DnsDomain { get; init; } = "";

    /// <summary>The profile of an accelerator that the port's device is to have; Compute asks the accelerator service for it.</summary>
    public string? DeviceProfile { get; init; }

    /// <summary><c>switchdev</c>, or null: the device's packets are not offloaded.</summary>
    public string? HardwareOffloadType { get; init; }

    /// <summary>How near to the instance the device has to be (<c>required</c>, <c>preferred</c>, <c>legacy</c>, <c>socket</c>); null: anywhere.</summary>
    public string? NumaAffinityPolicy { get; init; }

    /// <summary>Whether the virtual function may change what only trusted ones may; null: nobody has said.</summary>
    public bool? Trusted { get; init; }

    /// <summary>How Open vSwitch spreads the port's packets over its transmit queues, <c>thread</c> or <c>hash</c>; null: as it likes.</summary>
    public string? TxSteering { get; init; }

    public bool PropagateUplinkStatus { get; init; } = true;

    /// <summary><c>ACTIVE</c>, <c>DOWN</c> or null, told by an operator's tool (extension <c>data-plane-status</c>).</summary>
    public string? DataPlaneStatus { get; init; }

    /// <summary><c>immediate</c>, <c>deferred</c> (until it is bound) or <c>none</c>.</summary>
    public string IpAllocation { get; init; } = "immediate";

    /// <summary>What rides on it; null: it is no trunk's parent.</summary>
    public TrunkDetails? Trunk { get; init; }

    /// <summary>What has been reported to be in place since the port was bound.</summary>
    public ProvisioningSteps Provisioned { get; init; }

    /// <summary>The addresses that a request asks for, until they are allocated; null: not given. Never stored.</summary>
    [JsonIgnore]
    public EquatableList<FixedIpRequest>? RequestedIps { get; init; }

    /// <summary>Whether an address of the port stays when these are asked for in the place of those that it has.</summary>
    public bool Keeps(EquatableList<FixedIpRequest> wanted, IpAddress address) => wanted.Items.Any(request => request.Address == address)
        || FixedIps.Items.Any(own => own.Address == address && wanted.Items.Any(request => request.Address is null && request.SubnetId == own.SubnetId));

    /// <summary>Whether a part of the network service itself owns it: <c>network:dhcp</c>, <c>network:router_interface</c>, ….</summary>
    [JsonIgnore]
    public bool IsNetworkDevice => DeviceOwner.StartsWith(DeviceOwners.NetworkPrefix, StringComparison.Ordinal);
}
