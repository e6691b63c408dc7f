using System.Text.Json.Serialization;

namespace Naru.Network.Qos.PolicyRules;

/// <summary>What a rule is about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QosRuleType>))]
public enum QosRuleType
{
    /// <summary>Not more than so many kbit/s.</summary>
    BandwidthLimit,

    /// <summary>A mark in the IP header of what leaves the instance.</summary>
    DscpMarking,

    /// <summary>So many kbit/s are set aside when the instance is placed.</summary>
    MinimumBandwidth,

    /// <summary>So many thousand packets a second are set aside when the instance is placed.</summary>
    MinimumPacketRate,

    /// <summary>Not more than so many thousand packets a second.</summary>
    PacketRateLimit,
}
