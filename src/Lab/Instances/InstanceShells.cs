using Naru.Lab.Cloud;
using Naru.Lab.Processes;
using Naru.Primitives;

namespace Naru.Lab.Instances;

/// <summary>The ways into an instance. One that was made by hand has the machine's programs anyway.</summary>
public static class InstanceShells
{
    // A /run of its own, which stays: what a tool leaves there is found by the next one. Names are found as the instance finds them.
    private const string WithOwnRun = """
        mkdir -p "$FILES/run"
        mount --bind "$FILES/run" /run
        if cat "/proc/$0/root/etc/resolv.conf" >/run/resolv.conf 2>/dev/null; then mount --bind /run/resolv.conf /etc/resolv.conf; fi
        exec "$@"
        """;

    // A kernel without such namespaces has no file for them.
    private static readonly string[] WithItsTime = File.Exists("/proc/self/ns/time") ? ["--time"] : [];

    /// <summary>As one of its processes: with its files and programs.</summary>
    public static Result<LabShell> Inside(LabDirectory directory, InstanceState instance) => instance.Runner is not { } holder
        ? Down(instance.Name)
        : !instance.IsOfHost ? InstanceNamespaces.Shell(directory, instance)
        : Inside(holder, instance.Name, Marks(directory, instance));

    /// <summary>The same for one that the lab has not made. Its name may be anything, its files go by its id.</summary>
    public static Result<LabShell> Inside(LabDirectory directory, CloudInstance instance) =>
        InstanceProcesses.First(instance.Id) is { } first
            ? Inside(first, instance.Name, Marks(directory, instance.Name, instance.Host, instance.Id))
            : Closed(instance);

    /// <summary>In its network, with the programs of the machine: they measure and look, and the instance need not have them.</summary>
    public static Result<LabShell> Beside(LabDirectory directory, InstanceState instance) => instance.Runner is not { } holder
        ? Down(instance.Name)
        : !instance.IsOfHost ? InstanceNamespaces.Shell(directory, instance)
        : Beside(holder, instance.Name, Marks(directory, instance));

    /// <summary>The same for one that the lab has not made.</summary>
    public static Result<LabShell> Beside(LabDirectory directory, CloudInstance instance) => InstanceProcesses.First(instance.Id) is { } first
        ? Beside(first, instance.Name, Marks(directory, instance.Name, instance.Host, instance.Id))
        : Closed(instance);

    private static LabShell Inside(ProcessIdentity first, string name, Dictionary<string, string> marks) =>
        new(name, first, ["--target", $"{first.Pid}", "--net", "--mount", "--uts", "--ipc", "--pid", .. WithItsTime, "--root", "--wd", "--"], marks);

    private static LabShell Beside(ProcessIdentity first, string name, Dictionary<string, string> marks) =>
        new(name, first, ["--target", $"{first.Pid}", "--net", "--uts", "--", "unshare", "--mount", "sh", "-euc", WithOwnRun, $"{first.Pid}"], marks);

    private static Error Closed(CloudInstance instance) => instance.Status is "ACTIVE"
        ? new Error(ErrorKind.NotSupported, "VirtualMachine",
            $"The instance '{instance.Name}' is a virtual machine, into which no command leads from outside: 'ssh' or 'openstack console url show {instance.Id}' do.")
        : Down(instance.Name);

    private static Error Down(string name) => Error.Conflict(
        "InstanceDown", $"The instance '{name}' does not run: 'naru up' starts those of the course again, 'openstack server start {name}' any other.");

    private static Dictionary<string, string> Marks(LabDirectory directory, InstanceState instance) => Marks(directory, instance.Name, instance.Host, instance.Name);

    private static Dictionary<string, string> Marks(LabDirectory directory, string name, string host, string files) => new()
    {
        [LabProcesses.LabVariable] = directory.Name,
        [LabProcesses.HostVariable] = host,
        ["INSTANCE"] = name,
        ["FILES"] = System.IO.Directory.CreateDirectory(directory.Instance(files)).FullName,
    };
}
