using Naru.Protocols.Ovsdb.Models.Vswitch;
using Naru.Protocols.Ovsdb.Transactions;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Specs;

public class RequestSpecs
{
    private static readonly Guid Row = new("36bef046-7da7-43a5-905a-c17899216fcb");

    public static TheoryData<Operation, string> Golden => new()
    {
        {
            new Insert("Port", OvsdbRow.Of(Port.Columns.Name.To("tap1"), ("interfaces", Atom.NamedUuid("i1")), Port.Columns.Tag.To(5)), "p1"),
            """{"op":"insert","table":"Port","row":{"interfaces":["named-uuid","i1"],"name":"tap1","tag":5},"uuid-name":"p1"}"""
        },
        {
            new Insert("Port", OvsdbRow.Empty) { Uuid = Row },
            """{"op":"insert","table":"Port","row":{},"uuid":"36bef046-7da7-43a5-905a-c17899216fcb"}"""
        },
        {
            new Select("Bridge", [Bridge.Columns.Name.Is("br-int")], ["_uuid", "ports"]),
            """{"op":"select","table":"Bridge","where":[["name","==","br-int"]],"columns":["_uuid","ports"]}"""
        },
        {
            new Update("Port", [Condition.Uuid(Row)], OvsdbRow.Of(Port.Columns.Tag.To(null))),
            """{"op":"update","table":"Port","where":[["_uuid","==",["uuid","36bef046-7da7-43a5-905a-c17899216fcb"]]],"row":{"tag":["set",[]]}}"""
        },
        {
            new Mutate("Port", [], [new("tag", Mutator.Add, 1), Mutation.Insert("external_ids", OvsdbValue.Map(TextMap.Of(("k", "v"))))]),
            """{"op":"mutate","table":"Port","where":[],"mutations":[["tag","+=",1],["external_ids","insert",["map",[["k","v"]]]]]}"""
        },
        { new Delete("Bridge", [Bridge.Columns.ExternalIds.Includes(TextMap.Of(("a", "b")))]),
            """{"op":"delete","table":"Bridge","where":[["external_ids","includes",["map",[["a","b"]]]]]}""" },
        {
            new Wait("Port", [], ["name"], Until: false, [OvsdbRow.Of(("name", "x"))], TimeSpan.Zero),
            """{"op":"wait","timeout":0,"table":"Port","where":[],"columns":["name"],"until":"!=","rows":[{"name":"x"}]}"""
        },
        { new Comment("왜: <b>"), """{"op":"comment","comment":"왜: <b>"}""" },
        { new AssertLock("l"), """{"op":"assert","lock":"l"}""" },
        { new Abort(), """{"op":"abort"}""" },
        { new Commit(Durable: true), """{"op":"commit","durable":true}""" },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void An_operation_is_written_as_RFC_7047_says(Operation operation, string json) => Assert.Equal(json, operation.ToString());
}
