using Naru.Lab;

namespace Naru.Bench;

/// <summary>How much is measured. The defaults end within some minutes on two cores.</summary>
/// <param name="Directory">The lab that is made for the measurement; everything that is started and written belongs to it.</param>
/// <param name="ApiPort">A free port on 127.0.0.1.</param>
public sealed record BenchOptions(LabDirectory Directory, int ApiPort)
{
    /// <summary>How long each operation is repeated in one run.</summary>
    public TimeSpan RunTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Runs of each operation; the median is the figure.</summary>
    public int Runs { get; init; } = 3;

    /// <summary>Samples of each way from a request to the first packet.</summary>
    public int Samples { get; init; } = 20;

    /// <summary>Ports on the host whose agent is restarted.</summary>
    public int RestartPorts { get; init; } = 1000;

    /// <summary>Whether the server is measured by itself.</summary>
    public bool WithApi { get; init; } = true;

    /// <summary>Whether a server with a large cloud is measured.</summary>
    public bool WithScale { get; init; } = true;

    /// <summary>Whether many clients quarrel about one cloud.</summary>
    public bool WithChurn { get; init; } = true;

    /// <summary>How long they do.</summary>
    public TimeSpan ChurnTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether servers are made, in the lab of the packets.</summary>
    public bool WithInstances { get; init; } = true;

    /// <summary>Whether packets are sent, which takes a lab of several hosts.</summary>
    public bool WithDataPlane { get; init; } = true;

    /// <summary>Whether TCP is measured in each mode and type of network, which takes a lab for each.</summary>
    public bool WithThroughput { get; init; } = true;

    /// <summary>How long one connection is measured.</summary>
    public TimeSpan ThroughputTime { get; init; } = TimeSpan.FromSeconds(4);
}
