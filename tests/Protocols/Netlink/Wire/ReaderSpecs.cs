using System.Text;
using Naru.Primitives;
using Naru.Protocols.Netlink.Conntrack;
using Naru.Protocols.Netlink.Route;
using Naru.Protocols.Netlink.TrafficControl;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Specs.Wire;

public sealed class ReaderSpecs
{
    private static readonly Gen<(ushort Type, byte[] Value)> Attribute = Gen.Select(Gen.UShort[1, 100], Gen.Byte.Array[0, 40]);

    [Fact]
    public void Attributes_read_back_as_written_at_any_depth() =>
        Gen.Select(Attribute.Array[0, 8], Gen.Int[0, 5]).Sample((attributes, depth) =>
        {
            var message = new NetlinkMessage(16, NetlinkFlags.Create, "test");
            message.Reserve(16);
            Write(message, depth);

            foreach (var read in new MessageReader(message.Finish(7, NetlinkFlags.Ack)))
            {
                Assert.Equal((16, 7u), (read.Type, read.Sequence));
                Assert.Equal(NetlinkFlags.Request | NetlinkFlags.Create | NetlinkFlags.Ack, read.Flags);
                var reader = read.Attributes(16);
                for (var level = 0; level < depth; level++)
                    reader = reader.Find(200).Nested;
                var found = new List<(ushort, byte[])>();
                foreach (var attribute in reader)
                    found.Add((attribute.Type, attribute.Value.ToArray()));
                return found.Count == attributes.Length
                    && found.Zip(attributes).All(pair => pair.First.Item1 == pair.Second.Type && pair.First.Item2.SequenceEqual(pair.Second.Value));
            }
            return false;

            void Write(NetlinkMessage into, int remaining)
            {
                if (remaining > 0)
                {
                    using (into.Nest(200))
                        Write(into, remaining - 1);
                    return;
                }
                foreach (var (type, value) in attributes)
                    into.Add(type, value);
            }
        });

    [Fact]
    public void Values_are_aligned_and_in_the_machines_order()
    {
        var message = new NetlinkMessage(24, NetlinkFlags.None, "test");
        message.Add(1, (byte)5).Add(2, 0x01020304u).AddBigEndian(3, (ushort)0x1234).Add(4, "eth0").Add(5, IpAddress.Parse("10.0.0.1"));
        Assert.Equal(0, message.Length % 4);
        foreach (var read in new MessageReader(message.Finish(1, NetlinkFlags.None)))
        {
            var reader = read.Attributes(0);
            Assert.Equal(5, reader.Find(1).AsByte);
            Assert.Equal(0x01020304u, reader.Find(2).AsUInt32);
            Assert.Equal((0x1234, 0x3412), (reader.Find(3).AsUInt16BigEndian, reader.Find(3).AsUInt16));
            Assert.Equal("eth0", reader.Find(4).AsText);
            Assert.Equal("10.0.0.1", reader.Find(5).AsIpAddress.ToString());
            Assert.Null(reader.Find(5).AsMacAddress);
            Assert.Equal(0u, reader.Find(99).AsUInt32);
        }
    }

    [Fact]
    public void Random_bytes_never_throw_out_of_a_reader() =>
        Gen.Byte.Array[0, 400].Sample(ReadEverything);

    [Fact]
    public void Messages_that_are_damaged_anywhere_never_throw_out_of_a_reader() =>
        Gen.Select(Gen.Int[0, Samples.Length - 1], Gen.Int[0, 300], Gen.Byte, Gen.Int[0, 300]).Sample((sample, position, value, cut) =>
        {
            var bytes = Samples[sample].ToArray();
            bytes[position % bytes.Length] = value;
            ReadEverything(bytes[..(bytes.Length - cut % bytes.Length)]);
        });

    [Fact]
    public void An_attribute_that_reaches_beyond_the_end_ends_the_walk()
    {
        byte[] bytes = [8, 0, 1, 0, 1, 2, 3, 4, 200, 0, 2, 0, 9, 9, 9, 9];
        var types = new List<ushort>();
        foreach (var attribute in new AttributeReader(bytes))
            types.Add(attribute.Type);
        Assert.Equal([1], types);
    }

    private static byte[][] Samples { get; } =
    [
        Bytes(LinkRequests.Create(new VethPair("a", "b") { Mtu = 1450 })),
        Bytes(LinkRequests.Create(new BridgeLink("br") { AgeingTime = TimeSpan.Zero })),
        Bytes(AddressRequests.Add(InterfaceAddress.On(3, IpAddress.Parse("10.0.0.1"), 24))),
        Bytes(RouteRequests.Add(new IpRoute(IpPrefix.Parse("10.0.0.0/8"))
        {
            NextHops = [new NextHop(IpAddress.Parse("10.0.0.5"), 1), new NextHop(IpAddress.Parse("10.0.0.6"), 2)],
            Mtu = 1400,
        })),
        Bytes(RuleRequests.Add(new RoutingRule(6, 1, 2) { From = IpPrefix.Parse("2001:db8::/32") })),
        Bytes(NeighbourRequests.Add(new Neighbour(1, IpAddress.Parse("::1"), MacAddress.Broadcast))),
        Bytes(NeighbourRequests.Append(new ForwardingEntry(1, MacAddress.Zero) { Destination = IpAddress.Parse("10.0.0.1") })),
        Bytes(TrafficControlRequests.Set(1, new TokenBucket(1000, 1000))),
        Encoding.ASCII.GetBytes("this is no message of any kind at all"),
    ];

    private static byte[] Bytes(NetlinkMessage message) => message.Finish(1, NetlinkFlags.None).ToArray();

    private static void ReadEverything(byte[] datagram)
    {
        RouteMonitor.Read(datagram);
        foreach (var message in new MessageReader(datagram))
        {
            Link.Read(message);
            InterfaceAddress.Read(message);
            IpRoute.Read(message);
            RoutingRule.Read(message);
            Neighbour.Read(message);
            ForwardingEntry.Read(message);
            Connection.Read(message);
            QueueingDiscipline.Read(message);
            Acknowledgement.Read(message, "test");
        }
    }
}
