namespace Naru.NodeContract;

/// <summary>What a host's counter says: it begins at zero, and may begin again.</summary>
public sealed record NodeMeter(string LabelId, string RouterId, long Packets, long Bytes);
