using System.Text.Json;
using System.Text.Json.Serialization;

namespace Naru.Primitives.Specs;

public sealed class IpPrefixSetSpecs
{
    private static readonly IpPrefix A = IpPrefix.Parse("10.0.0.1/32"), B = IpPrefix.Parse("10.0.0.0/24"), C = IpPrefix.Parse("2001:db8::/64");

    [Fact]
    public void It_holds_each_block_once_in_order_and_compares_by_them()
    {
        IpPrefixSet set = [C, A, B, A];
        Assert.Equal([B, A, C], set);
        Assert.Equal<object>(new IpPrefixSet().With([A, B], []).With([C], []), set);
        Assert.NotEqual<object>(set.With([], [A]), set);
        Assert.True(set.With([], [A, B, C]) == default);
    }

    [Fact]
    public void It_reads_back_as_written()
    {
        var written = new Grouped([A, C]);
        var json = JsonSerializer.Serialize(written, GroupedJson.Default.Grouped);
        Assert.Equal("""{"Members":["10.0.0.1/32","2001:db8::/64"]}""", json);
        Assert.Equal(written, JsonSerializer.Deserialize(json, GroupedJson.Default.Grouped));
        Assert.True(JsonSerializer.Deserialize("{}", GroupedJson.Default.Grouped)!.Members.IsEmpty);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("""{"Members":["ten"]}""", GroupedJson.Default.Grouped));
    }
}

internal sealed record Grouped(IpPrefixSet Members);

[JsonSerializable(typeof(Grouped))]
internal sealed partial class GroupedJson : JsonSerializerContext;
