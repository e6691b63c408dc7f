using System.Text.Json;
using System.Text.Json.Serialization;

namespace Naru.Primitives.Specs;

public sealed class EquatableListSpecs
{
    [Fact]
    public void Records_holding_equal_lists_are_equal() =>
        Assert.Equal(new Holder([MacAddress.Broadcast]), new Holder([MacAddress.Broadcast]));

    [Fact]
    public void A_list_reads_back_as_written()
    {
        var holder = new Holder([MacAddress.Parse("fa:16:3e:00:00:01"), MacAddress.Broadcast]);
        var json = JsonSerializer.Serialize(holder, HolderJson.Default.Holder);
        Assert.Equal("""{"Macs":["fa:16:3e:00:00:01","ff:ff:ff:ff:ff:ff"]}""", json);
        Assert.Equal(holder, JsonSerializer.Deserialize(json, HolderJson.Default.Holder));
    }
}

internal sealed record Holder(EquatableList<MacAddress> Macs);

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<MacAddress>)])]
[JsonSerializable(typeof(Holder))]
[JsonSerializable(typeof(MacAddress))]
internal sealed partial class HolderJson : JsonSerializerContext;
