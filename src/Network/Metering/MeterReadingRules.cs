using Naru.Rest;

namespace Naru.Network.Metering;

/// <summary>Readings are only looked at.</summary>
internal sealed class MeterReadingRules : IResourceRules<MeterReading>;
