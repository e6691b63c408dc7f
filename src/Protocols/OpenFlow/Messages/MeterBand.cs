namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>What happens to packets above a rate.</summary>
/// <param name="Rate">In the unit of the meter.</param>
/// <param name="BurstSize">In kbit or packets.</param>
/// <param name="DscpPrecedence">How much the drop precedence of the DSCP is raised by; null drops the packet.</param>
public sealed record MeterBand(uint Rate, uint BurstSize = 0, byte? DscpPrecedence = null);
