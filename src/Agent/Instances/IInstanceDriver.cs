using Naru.Agent.Instances.Live;
using Naru.Agent.Instances.Plugging;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Instances;

/// <summary>Runs instances in one way. What it runs is found again from the host itself, so that an agent can end and another go on.</summary>
internal interface IInstanceDriver
{
    /// <summary>As images and flavors ask for it, such as <c>namespace</c>.</summary>
    string Name { get; }

    /// <summary>How an instance is now: running, paused, or stopped when nothing of it runs.</summary>
    NodeInstancePower Look(string id);

    /// <summary>Whether anything of it runs: all of <see cref="Look"/> that is known without asking the instance.</summary>
    bool IsOn(string id);

    /// <summary>Starts an instance that is stopped, with its disks and its network.</summary>
    Task<Result<Done>> StartAsync(InstanceStart start, CancellationToken cancellation);

    /// <summary>Asks it to end by itself. It may not, or not soon.</summary>
    void AskToEnd(string id);

    /// <summary>Ends it at once and takes away whatever it ran with, also of a start that was not finished. Its disks stay.</summary>
    Task<Result<Done>> EndAsync(string id, CancellationToken cancellation);

    /// <summary>Whether what ended by itself wants to be started again, because it was rebooted from inside. Told until it is started or ended.</summary>
    bool WantsReboot(string id);

    Result<Done> Pause(string id);

    Result<Done> Resume(string id);

    /// <summary>Gives a running instance one more network card.</summary>
    Result<Done> Connect(string id, InstanceCable cable, string name);

    /// <summary>Takes a network card away from a running instance, before its devices on the host go.</summary>
    Result<Done> Disconnect(string id, string portId);

    /// <summary>Gives a running instance one more disk.</summary>
    Result<Done> AttachDisk(string id, InstanceDisk disk);

    /// <summary>Takes a disk away from a running instance.</summary>
    Result<Done> DetachDisk(string id, InstanceDisk disk);

    /// <summary>Does what a running instance asks its host for. Called again and again.</summary>
    void Serve(string id);

    /// <summary>Does something while nothing of the instance runs, and all that it wrote is on its disks.</summary>
    Result<Done> WhileStill(string id, Func<Result<Done>> work);

    /// <summary>An instance as one that can go to another host while it runs; null: none of this driver can.</summary>
    ILiveMachine? Live(string id) => null;

    /// <summary>Sets the password of a user inside of a running instance.</summary>
    Result<Done> SetPassword(string id, string user, string password);

    /// <summary>What it uses: memory in octets, and processor time.</summary>
    (long Memory, TimeSpan CpuTime) Usage(string id);

    /// <summary>What <see cref="OpenConsole"/> opens: one of <see cref="ConsoleKinds"/>.</summary>
    string ConsoleKind { get; }

    /// <summary>Opens its console, to be read and to be typed into.</summary>
    Result<Stream> OpenConsole(string id);
}
