namespace Naru.Protocols.OpenFlow;

/// <summary>The bits of <c>metadata</c> that an instruction sets.</summary>
public readonly record struct MetadataWrite(ulong Value, ulong Mask);
