namespace Naru.Agent.Instances;

/// <summary>What a disk is for.</summary>
internal enum InstanceDiskKind
{
    Root,

    /// <summary>Lives as long as the instance, beside the root disk.</summary>
    Ephemeral,
    Swap,
    Volume,

    /// <summary>The root disk of an instance that is being rescued.</summary>
    Rescued,
    ConfigDrive,
}
