using System.Text.Json;
using System.Text.Json.Nodes;
using Naru.Lab;
using Naru.Lab.Checks;
using Naru.Lab.Cloud;
using Naru.Lab.Instances;
using Naru.Primitives;
using Naru.Walk.Telling;
using Naru.Walk.Told;

namespace Naru.Tour.Running;

/// <summary>The lab in which the course takes place, and its API.</summary>
public sealed class Workshop(LabDirectory directory, CloudClient cloud)
{
    public LabDirectory Directory => directory;

    public CloudClient Cloud => cloud;

    public Maker Maker { get; } = new(directory, cloud);

    /// <summary>The lab as it is now; another command may have changed it.</summary>
    public Result<LabState> State() => LabState.Load(directory) is { } state ? state : LabTargets.NoLab(directory);

    public Result<LabShell> Shell(string target) => LabTargets.Any(directory, target);

    /// <summary>A host, or an instance with its own files and programs.</summary>
    public Result<LabShell> ShellInside(string target) => LabTargets.Inside(directory, target);

    public Result<Probe> Probe(string target) => Shell(target).Map(shell => new Probe(shell));

    /// <summary>Runs a script of sh on a host, or in an instance with its own programs.</summary>
    public async Task<Result<Done>> RunAsync(string target, string script, CancellationToken cancellation)
    {
        if (!ShellInside(target).TryGet(out var shell, out var error))
            return error;
        var result = await shell.RunAsync(["sh", "-euc", script], cancellation);
        return result.Succeeded ? Done.Ok : new Error(ErrorKind.Unavailable, "CommandFailed", $"'{script}' failed on {target}: {result.LastWords}");
    }

    private DhcpLease? LeaseOf(string instance) =>
        LabState.Load(directory)?.Instances.FirstOrDefault(one => one.Name == instance) is { } found ? DhcpClient.Lease(directory, found) : null;

    /// <summary>The address that an instance has by DHCP.</summary>
    public Result<string> AddressOf(string instance) => LeaseOf(instance) is { } lease
        ? lease.Address.Split('/')[0]
        : Error.NotFound("NoLease", $"The instance '{instance}' has no address: 'naru lab instance list' shows those there are.");

    /// <summary>Asks the server for the way of a packet, computed and held against the data plane.</summary>
    public async Task<Result<PacketWalk>> WalkAsync(string from, string to, int? tcpPort, CancellationToken cancellation)
    {
        var walk = new JsonObject { ["source"] = from, ["destination"] = to, ["protocol"] = tcpPort is null ? "icmp" : "tcp", ["observe"] = true };
        if (tcpPort is { } port)
            walk["port"] = port;
        if (!(await cloud.AskAsync(HttpMethod.Post, "walk", new JsonObject { ["walk"] = walk }, cancellation)).TryGet(out var document, out var error))
            return error;
        using (document)
        {
            return document.RootElement.GetProperty("walk").Deserialize(WalkJson.Default.PacketWalk) is { } told
                ? told
                : new Error(ErrorKind.Unavailable, "NoWalk", "The server's answer is no walk.");
        }
    }
}
