namespace Naru.Compute.Servers.Parts;

/// <summary>A volume and the instance that has it.</summary>
internal sealed record VolumeAttachment(string ServerId, ServerVolume Volume);
