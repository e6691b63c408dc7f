using Naru.Walk.Told;

namespace Naru.Tour.Running;

/// <summary>Shows the learner what a step does.</summary>
public interface ITeller
{
    /// <summary>Something to read, or to look at in what came before.</summary>
    void Say(Said text);

    /// <summary>A command line that is run on a host of the lab, or by the learner's client where <paramref name="host"/> is null.</summary>
    void Command(string? host, string line);

    /// <summary>What a command printed.</summary>
    void Output(string text);

    void Walk(PacketWalk walk);
}
