namespace Naru.Protocols.OpenFlow;

/// <summary>How a connection to a switch behaves.</summary>
public sealed record OpenFlowOptions
{
    public static readonly OpenFlowOptions Default = new();

    /// <summary>How long the peer may take to say hello and describe itself.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After this long without a message the peer is asked whether it lives, after three times that it is given up.</summary>
    /// <remarks>Open vSwitch itself asks after 5 s. A bridge with a long revalidation may be silent for some seconds.</remarks>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Events kept for a reader that is slow; the oldest goes first. A burst of packet-ins of a full bridge fits.</summary>
    public int EventCapacity { get; init; } = 4096;

    /// <summary>Requests waiting to be sent; a caller waits when there are that many. A batch of flows counts as one.</summary>
    public int SendCapacity { get; init; } = 256;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
