using Naru.Lab.Processes;

namespace Naru.Lab.Instances;

/// <summary>An instance as started.</summary>
/// <param name="Id">Its uuid: the <c>device_id</c> of its port.</param>
/// <param name="Host">The compute host it is plugged into.</param>
/// <param name="Holder">The first process inside; everything in the instance ends with it.</param>
public sealed record InstanceState(string Name, string Id, string Host, InstancePort Port, ProcessIdentity Holder)
{
    /// <summary>The port was there before the instance and stays when it goes, as Nova does it.</summary>
    public bool KeepsPort { get; init; }
}
