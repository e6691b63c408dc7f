using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Naru.Agent.Instances.Disks;
using Naru.Agent.Instances.Namespaced;
using Naru.Agent.Instances.Plugging;
using Naru.Agent.Instances.Virtual;
using Naru.Agent.Reconciling;
using Naru.Agent.Server;
using Naru.NodeContract;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Instances;

/// <summary>The parts of a host that runs instances, put together.</summary>
internal sealed class InstanceHost : IDisposable
{
    private readonly InstancePlugs _plugs;
    private readonly InstanceDrivers _drivers;
    private readonly string _path;
    private readonly bool _isReached;

    private InstanceHost(string path, bool isReached, InstanceDrivers drivers, InstancePlugs plugs, InstanceKeeper keeper, InstanceEyes eyes)
    {
        (_path, _isReached, _drivers, _plugs) = (path, isReached, drivers, plugs);
        Eyes = eyes;
        Services = [plugs, keeper];
    }

    public InstanceEyes Eyes { get; }

    /// <summary>What takes part in the rounds of the switch.</summary>
    public IReadOnlyList<IHostService> Services { get; }

    /// <summary>Null: the configuration says that the host runs no instances.</summary>
    public static InstanceHost? Create(
        NetworkNamespace home, string host, AgentConfiguration configuration, ServerContent server, WakeUp wakeUp, Func<NodeReport, bool> send, ILoggerFactory logs)
    {
        if (configuration.InstancesDirectory is not { } path)
            return null;
        var directory = new InstanceDirectory(path);
        var mark = directory.MarkOf(host, candidate => ControlGroup.All(candidate).Any(group => Directory.Exists(directory.Of(group.Instance).Directory)));
        var plugs = new InstancePlugs(home, configuration.DatapathType == "netdev", configuration.IsLinuxBridge, wakeUp);
        List<IInstanceDriver> all = [new NamespaceDriver(configuration.Busybox, directory.Of, mark, plugs)];
        if (File.Exists(VirtualMachineOptions.Qemu))
        {
            var machines = new VirtualMachineOptions(VirtualMachineOptions.Qemu, configuration.Accelerator, configuration.GuestKernel, configuration.GuestInitramfs);
            all.Add(new VirtualMachineDriver(machines, directory.Of, mark, plugs));
        }
        var drivers = new InstanceDrivers(all);
        var images = new ImageStore(directory.Images, server);
        var moves = new DiskMoves(server, directory.Of, logs.CreateLogger<DiskMoves>());
        var keeper = new InstanceKeeper(directory, drivers, images, new InstanceSnapshots(server), moves, plugs, configuration.LocalAddress, send, logs.CreateLogger<InstanceKeeper>());
        keeper.Adopt();
        var consoles = new InstanceConsoles(directory, drivers, (session, console) => server.CarryAsync(session, console, CancellationToken.None));
        return new InstanceHost(path, configuration.LocalAddress is not null, drivers, plugs, keeper, new InstanceEyes(directory, drivers, moves, new InstanceInventory(directory, mark, drivers, plugs), consoles));
    }

    /// <summary>What the host has, and which instances, at this moment.</summary>
    public NodeHypervisor Describe() => new(
        [.. _drivers.All.Select(driver => driver.Name)],
        Environment.ProcessorCount,
        (int)(MemoryOfMachine() >> 20),
        (int)(new DriveInfo(_path).TotalSize >> 30))
    {
        Architecture = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? "aarch64" : "x86_64",
        LiveDrivers = _isReached ? [.. _drivers.All.Where(driver => driver.Live("") is not null).Select(driver => driver.Name)] : [],
    };

    public void Dispose() => _plugs.Dispose();

    private static long MemoryOfMachine()
    {
        var line = File.ReadLines("/proc/meminfo").First(line => line.StartsWith("MemTotal:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
    }
}
