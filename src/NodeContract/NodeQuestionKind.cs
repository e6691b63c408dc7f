using System.Text.Json.Serialization;

namespace Naru.NodeContract;

/// <summary>The kinds of <see cref="NodeQuestion"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NodeQuestionKind>))]
public enum NodeQuestionKind
{
    /// <summary>
    /// What the switch would do with a packet. Words: the bridge, the packet as <c>ovs-ofctl</c> writes a flow, and the states that
    /// connection tracking shall take it to have, if any. The answer is that of <c>ofproto/trace</c>.
    /// </summary>
    Trace,

    /// <summary>
    /// What the switch would do with a packet from a table on, as after connection tracking has translated it. Words: the bridge, the packet with its registers, the table, and the
    /// states that connection tracking shall take it to have from there on. The answer is that of <c>ofproto/trace-packet-out</c>.
    /// </summary>
    TraceOn,

    /// <summary>
    /// How a namespace routes to an address. Words: the namespace, the address, and a routing table unless it is the main one. The answer has the route in its first line and
    /// what is known of the next hop in its second.
    /// </summary>
    Route,

    /// <summary>
    /// Which of several gateways the kernel takes for a packet. Words: the namespace, the device by which the packet comes (empty: it is the router's own), its source and
    /// destination, the number of its protocol, and the ports of that, zero where it has none. The answer is the name of the device by which it leaves.
    /// </summary>
    Gateway,

    /// <summary>
    /// What a Linux bridge and the host's connection tracking know of a packet. Words: the bridge, the MAC address that it goes to, its source and destination, and the number of its protocol. The
    /// answer has lines as <c>bridge fdb show</c> prints them, then some for tracked connections of the protocol between the addresses, beginning with <c>conntrack</c>.
    /// </summary>
    Bridge,

    /// <summary>
    /// What stands in chains of nftables. Words: for each chain its table's family, its table and its name. The answer has a line for each rule: the chain as it was asked for, a colon and the rule
    /// as nft(8) prints it.
    /// </summary>
    Chains,

    /// <summary>
    /// What an instance has written to its console. Words: its id, and how many of the last lines are wanted; no second word: all. The answer is the text.
    /// </summary>
    ConsoleOutput,

    /// <summary>
    /// What an instance uses. Words: its id. The answer is a JSON object with the numbers <c>uptime</c> (seconds), <c>memoryUsed</c> (octets) and <c>cpuTime</c> (nanoseconds),
    /// and <c>nics</c>, <c>disks</c>: lists of objects with numbers, each as far as the driver knows it.
    /// </summary>
    Diagnostics,

    /// <summary>
    /// A disk of an instance that has left this host shall be brought to the server (<see cref="NodeContentKinds.Disk"/>). Words: the instance's id and the name of the
    /// disk's file. The answer is one of <see cref="DiskAnswers"/>.
    /// </summary>
    SendDisk,

    /// <summary>
    /// The console of an instance that one can type into. Words: its id; the answer is one of <see cref="ConsoleKinds"/>. With a session as the second word it is opened: the host calls
    /// <see cref="NodeService.Console"/> with that session.
    /// </summary>
    Console,

    /// <summary>All that the host has of any instance. No words. The answer is written by <see cref="InstanceTrace"/>.</summary>
    Instances,
}
