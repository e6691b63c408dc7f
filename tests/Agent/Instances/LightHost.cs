using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Naru.Agent.Instances;
using Naru.Agent.Instances.Disks;
using Naru.Agent.Instances.Namespaced;
using Naru.Agent.Instances.Plugging;
using Naru.Agent.Instances.Virtual;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Specs.Instances;

/// <summary>A host that runs instances, without a switch: it is told what shall be, and asked what is.</summary>
internal sealed class LightHost : IAsyncDisposable
{
    public const string TinyImage = "/var/lib/naru/images/tiny.tar";
    public const string Busybox = "/var/lib/naru/images/busybox";

    public const string Kernel = "/var/lib/naru/images/kernel";
    private const string Initramfs = "/var/lib/naru/images/initramfs";
    private const string HostName = "light";

    private static readonly IpAddress Address = IpAddress.Parse("127.0.0.1");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _path = $"/tmp/naru-hostspecs-{Guid.NewGuid():N}"[..30];
    private readonly Dictionary<string, NodeInstanceState> _states = [];
    private readonly List<NodeInstanceState> _told = [];
    private readonly FakeImages _images = new();
    private InstanceKeeper _keeper;
    private InstancePlugs _plugs = null!;
    private NodeView _view = NodeView.Empty;
    private int _revision;

    public LightHost() => _keeper = StartAgent();

    public InstanceFiles Files(string id) => new InstanceDirectory(_path).Of(id);

    public NodeInstanceImage Tar { get; } = FakeImages.Describe("tar", File.ReadAllBytes(TinyImage));

    /// <summary>An image of some octets.</summary>
    public NodeInstanceImage Image(string format, byte[] octets)
    {
        var image = FakeImages.Describe(format, octets);
        _images.Add(image.Id, octets);
        return image;
    }

    /// <summary>What the server brings when it is asked for a disk of another host.</summary>
    public void Bring(string id, string disk, byte[] octets) => _images.Add($"{id}/{disk}", octets);

    /// <summary>An image that the host has delivered.</summary>
    public NodeInstanceImage Delivered(string id, string format) => FakeImages.Describe(format, _images.Octets(id)) with { Id = id };

    public NodeInstance New(NodeInstanceImage image) => new(
        Guid.NewGuid().ToString(), "instance-1", "vm1", Guid.NewGuid().ToString("N"), NodeInstancePower.Running, 1, 1, new NodeFlavor("m1.nano", 1, 64, 1, [], 0))
    {
        Image = image,
    };

    public void Want(params NodeInstance[] instances)
    {
        _view = _view with { Revision = ++_revision, Instances = NodeTable<NodeInstance>.Of(instances) };
        _keeper.Plug(_view);
    }

    /// <summary>The agent ends in the middle of what it does; another one takes over.</summary>
    public async Task RestartAgentAsync()
    {
        await _keeper.DisposeAsync();
        _plugs.Dispose();
        lock (_states)
            _states.Clear();
        _keeper = StartAgent();
        _keeper.Plug(_view);
    }

    public Task<NodeInstanceState> RunsAsync(NodeInstance wanted) =>
        UntilAsync(wanted.Id, state => state.Power == wanted.Power && state.Boots == wanted.Boots && state.Builds == wanted.Builds);

    public async Task<NodeInstanceState> UntilAsync(string id, Func<NodeInstanceState, bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            NodeInstanceState? state;
            lock (_states)
                state = _states.GetValueOrDefault(id);
            if (state is not null && condition(state))
                return state;
            Assert.True(clock.Elapsed < Patience, $"Instance {id} is {state?.ToString() ?? "unknown"}; console: {ConsoleLog.Read(Files(id), null)}");
            await Task.Delay(20);
            // As in each round of a host: what was gone may be wanted again.
            await _keeper.ConfigureAsync(_view, default);
        }
    }

    /// <summary>All that has been said of an instance, from the first to the last.</summary>
    public IReadOnlyList<NodeInstanceState> Told(string id)
    {
        lock (_states)
            return [.. _told.Where(state => state.Id == id)];
    }

    /// <summary>Its processes end from one moment to the next.</summary>
    public void End(string id)
    {
        foreach (var pid in GroupOf(id).Processes())
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
    }

    public int? First(string id) => GroupOf(id).First();

    /// <summary>What a shell command says in an instance.</summary>
    public string Run(string id, string script)
    {
        var first = GroupOf(id).First() ?? throw new InvalidOperationException($"Instance {id} does not run.");
        using var process = Process.Start(new ProcessStartInfo("nsenter", ["--target", $"{first}", "--all", "--", "/bin/sh", "-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        return output.Trim();
    }

    /// <summary>What of an instance is left on the machine.</summary>
    public IEnumerable<string> Left(string id)
    {
        if (Directory.Exists(Files(id).Directory))
            yield return Files(id).Directory;
        if (GroupOf(id).Exists)
            yield return "control group";
        foreach (var device in Directory.EnumerateDirectories("/sys/block", "loop*"))
        {
            if (File.Exists($"{device}/loop/backing_file") && File.ReadAllText($"{device}/loop/backing_file").Contains(id))
                yield return device;
        }
    }

    /// <summary>What the host finds of instances when it looks at the machine.</summary>
    public IReadOnlyList<InstanceTrace> Found()
    {
        var directory = new InstanceDirectory(_path);
        return new InstanceInventory(directory, directory.MarkOf(HostName, _ => false), Drivers(directory), _plugs).Take();
    }

    public async ValueTask DisposeAsync()
    {
        Want();
        foreach (var id in _states.Keys.ToList())
            await UntilAsync(id, state => state.Power is null);
        await _keeper.DisposeAsync();
        _plugs.Dispose();
        Directory.Delete(_path, recursive: true);
    }

    private ControlGroup GroupOf(string id) => new(id, new InstanceDirectory(_path).MarkOf(HostName, _ => false));

    private InstanceDrivers Drivers(InstanceDirectory directory)
    {
        var mark = directory.MarkOf(HostName, _ => false);
        return new InstanceDrivers(
        [
            new NamespaceDriver(Busybox, directory.Of, mark, _plugs),
            new VirtualMachineDriver(new VirtualMachineOptions(VirtualMachineOptions.Qemu, "tcg", Kernel, Initramfs), directory.Of, mark, _plugs),
        ]);
    }

    private InstanceKeeper StartAgent()
    {
        var directory = new InstanceDirectory(_path);
        _plugs = new InstancePlugs(NetworkNamespace.Current().Unwrap(), finishChecksums: false, areFoundByName: false, new WakeUp());
        _images.Add(Tar.Id, File.ReadAllBytes(TinyImage));
        var keeper = new InstanceKeeper(
            directory,
            Drivers(directory),
            new ImageStore(directory.Images, _images),
            new InstanceSnapshots(_images),
            new DiskMoves(_images, directory.Of, NullLogger<DiskMoves>.Instance),
            _plugs,
            Address,
            Take,
            NullLogger<InstanceKeeper>.Instance);
        keeper.Adopt();
        return keeper;
    }

    private bool Take(NodeReport report)
    {
        lock (_states)
        {
            foreach (var state in report.Instances)
            {
                _states[state.Id] = state;
                _told.Add(state);
            }
        }
        return true;
    }
}
