namespace Naru.Compute.Volumes;

/// <summary>Who gets a volume, and where.</summary>
/// <param name="Host">Where the instance is; empty: nowhere yet.</param>
/// <param name="Device">Its name in the instance, such as <c>/dev/vdb</c>.</param>
public sealed record VolumeUse(string ServerId, string Host, string Device);
