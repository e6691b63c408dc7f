namespace Naru.Protocols.Ovsdb.Rpc;

/// <summary>The limits of a connection.</summary>
public sealed record RpcOptions
{
    public static readonly RpcOptions Default = new();

    /// <summary>The largest message that is accepted, in bytes; a larger one closes the connection.</summary>
    /// <remarks>The first copy of a northbound database of 100,000 ports is about 100 MB in one message.</remarks>
    public long MaxMessageBytes { get; init; } = 512L << 20;

    /// <summary>After this long without a message an <c>echo</c> is sent; after as long again the connection is given up.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection may take to open.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
