using System.Text.Json;

using Naru.Protocols.Ovsdb.Transactions;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Specs;

public class ValueSpecs
{
    [Fact]
    public void Any_value_is_read_as_it_was_written() => Gens.Value.Sample(value =>
    {
        using var json = JsonDocument.Parse(new Insert("T", OvsdbRow.Of(("c", value))).ToString());
        Assert.True(OvsdbRow.TryRead(json.RootElement.GetProperty("row"), out var row));
        Assert.Equal(value, row["c"]);
    });

    [Fact]
    public void A_difference_leads_from_any_set_or_map_to_any_other() =>
        Gen.OneOf(Gen.Select(Gens.SmallSet, Gens.SmallSet), Gen.Select(Gens.SmallMap, Gens.SmallMap)).Sample((from, to) =>
        {
            Assert.True(from.TryApply(from.DifferenceTo(to), out var result));
            Assert.Equal(to, result);
            Assert.Equal(from.Equals(to), from.DifferenceTo(to).IsEmpty);
        });

    [Theory]
    [InlineData("""["set",["a","b","a"]]""", "[a, b]")]
    [InlineData("""["set",["a"]]""", "a")]
    [InlineData("""["set",[]]""", "[]")]
    [InlineData("""["map",[["k","v"],["a",1]]]""", "{a=1, k=v}")]
    [InlineData("""["uuid","36bef046-7da7-43a5-905a-c17899216fcb"]""", "36bef046-7da7-43a5-905a-c17899216fcb")]
    [InlineData("2.5", "2.5")]
    public void The_forms_of_RFC_7047_are_read(string json, string text)
    {
        using var document = JsonDocument.Parse(json);
        Assert.True(OvsdbValue.TryRead(document.RootElement, out var value));
        Assert.Equal(text, value.ToString());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""["uuid","x"]""")]
    [InlineData("""["set",[["set",[]]]]""")]
    [InlineData("""["map",[["k"]]]""")]
    [InlineData("""["set",["\ud800"]]""")]
    public void What_is_no_value_is_refused(string json)
    {
        using var document = JsonDocument.Parse(json);
        Assert.False(OvsdbValue.TryRead(document.RootElement, out _));
    }
}
