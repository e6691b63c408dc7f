using System.Text.Json.Serialization;
using Naru.State;

namespace Naru.Network.Metering;

/// <summary>Where it is stored what was counted.</summary>
public static class MeterReadingTable
{
    public static readonly Table<MeterReading> Table = new("meter_readings", MeterReadingJson.Default.MeterReading);
    public static readonly Index<MeterReading, string> ByLabel = Table.IndexBy("label", reading => reading.LabelId);
}

[JsonSerializable(typeof(MeterReading))]
internal sealed partial class MeterReadingJson : JsonSerializerContext;
