using System.Text.Json.Serialization;
using Naru.Lab.Processes;

namespace Naru.Lab.Instances;

/// <summary>An instance as started.</summary>
/// <param name="Id">Its uuid: the <c>device_id</c> of its port.</param>
/// <param name="Host">The compute host it is plugged into.</param>
/// <param name="Holder">The first process inside; everything in the instance ends with it. It is another one after each start.</param>
public sealed record InstanceState(string Name, string Id, string Host, InstancePort Port, ProcessIdentity Holder)
{
    /// <summary>The port was there before the instance and stays when it goes, as Nova does it.</summary>
    public bool KeepsPort { get; init; }

    /// <summary>The host's agent runs it, from its image; otherwise it is namespaces with the machine's programs, made by hand.</summary>
    public bool IsOfHost { get; init; }

    /// <summary>The first process inside, now; null: it does not run.</summary>
    [JsonIgnore]
    public ProcessIdentity? Runner => IsOfHost ? InstanceProcesses.First(Id) : Holder.IsAlive ? Holder : null;
}
