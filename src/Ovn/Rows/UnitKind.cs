namespace Naru.Ovn.Rows;

/// <summary>The kinds of objects that have rows. The id of each is that of its object.</summary>
public enum UnitKind
{
    Always,
    AddressGroup,
    SecurityGroup,
    SecurityGroupRule,
    Network,
    Segment,
    Subnet,
    Router,
    Port,
    FloatingIp,
    /// <summary>The hosts that serve ports of a network which OVN does not plug itself; the id is the network's.</summary>
    ExternalPorts,
}
