using System.Buffers;
using Naru.Primitives;
using Naru.Protocols.Packets.Dns;

namespace Naru.Protocols.Packets.Specs;

public sealed class DnsSpecs
{
    private static readonly DnsName Host = DnsName.Parse("host-192-168-50-5.openstacklocal.");

    [Fact]
    public void An_answer_points_back_at_its_question()
    {
        var query = new DnsMessage { Id = 0x1234, RecursionDesired = true, Questions = [new DnsQuestion(DnsName.Parse("a.example"), DnsType.A)] };
        var answer = query.Reply(DnsResponseCode.NoError) with
        {
            IsAuthoritative = true,
            Answers = [DnsRecord.Of(DnsName.Parse("a.example"), IpAddress.Parse("10.0.0.7"), 60)],
        };
        Assert.Equal(
            "1234" + "8580" + "0001000100000000" + "0161076578616d706c6500" + "00010001" + "c00c" + "00010001" + "0000003c" + "0004" + "0a000007",
            Convert.ToHexStringLower(DnsWire.ToBytes(answer)));
        Assert.Equal("answer NoError id=4660 aa a.example A?; a.example 60 A 10.0.0.7", answer.ToString());
    }

    [Fact]
    public void Names_compare_without_case_and_know_their_parents()
    {
        Assert.Equal(DnsName.Parse("HOST-192-168-50-5.OpenStackLocal"), Host);
        Assert.True(Host.IsWithin(DnsName.Parse("openstacklocal")));
        Assert.True(Host.IsWithin(DnsName.Root));
        Assert.False(Host.IsWithin(DnsName.Parse("stacklocal")));
        Assert.Equal("openstacklocal", Host.Parent.ToString());
    }

    [Theory]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("with space")]
    [InlineData("bad\\999")]
    [InlineData("end\\")]
    public void What_is_no_name_is_not_read(string text) => Assert.False(DnsName.TryParse(text, out _));

    [Fact]
    public void A_label_of_64_and_a_name_of_256_octets_are_refused()
    {
        Assert.False(DnsName.TryParse(new string('a', 64), out _));
        Assert.True(DnsName.TryParse(string.Join('.', Enumerable.Repeat(new string('a', 62), 4)), out _));
        Assert.False(DnsName.TryParse(string.Join('.', Enumerable.Repeat(new string('a', 63), 4)), out _));
    }

    [Fact]
    public void A_pointer_loop_is_refused()
    {
        var wire = Convert.FromHexString("000001000001000000000000" + "c00c" + "00010001");
        Assert.False(DnsWire.TryRead(wire, out _));
    }

    [Fact]
    public void Compressed_names_inside_records_are_written_out()
    {
        // CNAME www.example → a.example, the target compressed against the question.
        var wire = Convert.FromHexString(
            "000081800001000100000000" + "03777777076578616d706c6500" + "00050001"
            + "c00c" + "00050001" + "0000003c" + "0004" + "0161c010");
        Assert.True(DnsWire.TryRead(wire, out var message));
        Assert.Equal("a.example", message.Answers[0].Target.ToString());
        Assert.True(DnsWire.TryRead(DnsWire.ToBytes(message), out var again));
        Assert.Equal(message, again);
    }

    [Fact]
    public void Any_message_reads_back_as_written() =>
        Messages.Sample(message => DnsWire.TryRead(DnsWire.ToBytes(message), out var read) && read == message);

    [Fact]
    public void What_is_too_long_is_truncated_and_says_so()
    {
        var message = new DnsMessage
        {
            Questions = [new DnsQuestion(Host, DnsType.A)],
            Answers = Enumerable.Range(0, 100).Select(i => DnsRecord.Of(Host, IpAddress.V4((uint)i), 1)).ToEquatableList(),
            Additionals = [DnsRecord.Edns(1232)],
        };
        var wire = DnsWire.ToBytes(message, DnsWire.PlainUdpSize);
        Assert.True(wire.Length <= DnsWire.PlainUdpSize);
        Assert.True(DnsWire.TryRead(wire, out var read));
        Assert.True(read is { IsTruncated: true, Answers.IsEmpty: true, HasEdns: true });
    }

    [Fact]
    public void No_octets_make_a_reader_throw() =>
        Gen.Select(Gen.Byte.Array[0, 120], Gen.Byte[0, 3], Gen.Byte[0, 3]).Sample((octets, questions, answers) =>
        {
            byte[] wire = [0, 1, 0x81, 0x80, 0, questions, 0, answers, 0, 0, 0, 0, .. octets];
            if (DnsWire.TryRead(wire, out var message))
                _ = message.ToString() + Convert.ToHexString(DnsWire.ToBytes(message));
            if (DnsWire.TryRead(octets, out message))
                _ = message.ToString();
        });

    [Fact]
    public void Any_octets_of_a_name_survive_the_text_form() =>
        Gen.Byte.Array[1, 63].Array[0, 3].Sample(labels =>
        {
            byte[] wire = [.. labels.SelectMany(label => (byte[])[(byte)label.Length, .. label]), 0];
            var position = 0;
            if (!DnsName.TryRead(wire, ref position, out var name) || !DnsName.TryParse(name.ToString(), out var parsed))
                return false;
            var output = new ArrayBufferWriter<byte>();
            parsed.Write(output);
            return output.WrittenSpan.SequenceEqual(wire);
        });

    private static readonly Gen<DnsName> Names =
        Gen.OneOfConst("example", "a.example", "b.a.example", "", "xn--p1ai", "a\\.b.example").Select(DnsName.Parse);

    private static readonly Gen<DnsRecord> Records = Gen.Select(
        Names, Names, Gen.UInt, Gen.Int[0, 3], Gen.Byte.Array[0, 20],
        (name, target, number, kind, octets) => kind switch
        {
            0 => DnsRecord.Of(name, IpAddress.V4(number), number),
            1 => DnsRecord.Of(name, IpAddress.V6(number), number),
            2 => DnsRecord.Reverse(name, target, number),
            _ => new DnsRecord(name, DnsType.Txt, 1, number, octets.ToEquatableList()),
        });

    private static readonly Gen<DnsMessage> Messages = Gen.Select(
        Gen.UShort, Gen.Bool, Gen.Int[0, 5], Names, Records.Array[0, 5], Records.Array[0, 3],
        (id, flag, code, name, answers, more) => new DnsMessage
        {
            Id = id,
            IsResponse = flag,
            IsAuthoritative = !flag,
            RecursionDesired = flag,
            CheckingDisabled = flag,
            ResponseCode = (DnsResponseCode)code,
            Questions = [new DnsQuestion(name, DnsType.Aaaa)],
            Answers = answers.ToEquatableList(),
            Authorities = more.ToEquatableList(),
            Additionals = [DnsRecord.Edns(4096)],
        });
}
