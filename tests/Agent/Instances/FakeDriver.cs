using Naru.Agent.Instances;
using Naru.Agent.Instances.Plugging;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Specs.Instances;

/// <summary>A driver of one instance, which does by itself what a test says.</summary>
internal sealed class FakeDriver : IInstanceDriver
{
    private bool _wantsReboot;

    public string Name => "fake";

    public NodeInstancePower Power { get; private set; } = NodeInstancePower.Stopped;

    public int Starts { get; private set; }

    public bool Fails { get; set; }

    public void RebootInside() => (Power, _wantsReboot) = (NodeInstancePower.Stopped, true);

    public void PowerOffInside() => Power = NodeInstancePower.Stopped;

    public NodeInstancePower Look(string id) => Power;

    public bool IsOn(string id) => Power is not NodeInstancePower.Stopped;

    public Task<Result<Done>> StartAsync(InstanceStart start, CancellationToken cancellation)
    {
        if (Fails)
            return Task.FromResult<Result<Done>>(Error.Conflict("Failed", "It was asked to fail."));
        Starts++;
        (Power, _wantsReboot) = (NodeInstancePower.Running, false);
        return Task.FromResult(Done.Ok);
    }

    public void AskToEnd(string id) => Power = NodeInstancePower.Stopped;

    public Task<Result<Done>> EndAsync(string id, CancellationToken cancellation)
    {
        (Power, _wantsReboot) = (NodeInstancePower.Stopped, false);
        return Task.FromResult(Done.Ok);
    }

    public bool WantsReboot(string id) => _wantsReboot;

    public Result<Done> Pause(string id) => Done.Ok;

    public Result<Done> Resume(string id) => Done.Ok;

    public Result<Done> Connect(string id, InstanceCable cable, string name) => Done.Ok;

    public Result<Done> Disconnect(string id, string portId) => Done.Ok;

    public Result<Done> AttachDisk(string id, InstanceDisk disk) => Done.Ok;

    public Result<Done> DetachDisk(string id, InstanceDisk disk) => Done.Ok;

    public void Serve(string id)
    {
        // It is asked for nothing.
    }

    public Result<Done> WhileStill(string id, Func<Result<Done>> work) => work();

    public Result<Done> SetPassword(string id, string user, string password) => Done.Ok;

    public (long Memory, TimeSpan CpuTime) Usage(string id) => default;

    public string ConsoleKind => ConsoleKinds.Serial;

    public Result<Stream> OpenConsole(string id) => new MemoryStream();
}
