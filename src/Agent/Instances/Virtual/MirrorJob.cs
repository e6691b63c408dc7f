using System.Text.Json;
using System.Text.Json.Nodes;
using Naru.Primitives;

namespace Naru.Agent.Instances.Virtual;

/// <summary>A disk of a machine on its way to another host, by QEMU's <c>blockdev-mirror</c> to NBD: what is written meanwhile goes there too.</summary>
/// <param name="Disk">Its name, such as <c>vda</c>.</param>
/// <param name="Sent">In octets.</param>
/// <param name="Error">Why it has ended; empty: it goes on, or was told to end.</param>
internal sealed record MirrorJob(string Disk, string Status, long Sent, string Error)
{
    private const string Prefix = "move-";

    /// <summary>Both are the same.</summary>
    public bool IsReady => Status == "ready";

    public bool IsConcluded => Status == "concluded";

    public static Result<IReadOnlyList<MirrorJob>> All(string socket) => Execute(socket, "query-jobs").Map(IReadOnlyList<MirrorJob> (jobs) =>
    [
        .. from job in jobs.EnumerateArray()
           let id = job.GetProperty("id").GetString()!
           where id.StartsWith(Prefix, StringComparison.Ordinal)
           select new MirrorJob(
               id[Prefix.Length..], job.GetProperty("status").GetString()!, job.GetProperty("current-progress").GetInt64(), job.TryGetProperty("error", out var error) ? error.GetString()! : ""),
    ]);

    /// <param name="node">The disk's.</param>
    /// <param name="at">The address and port of the server of NBD.</param>
    public static Result<Done> Begin(string socket, string disk, string node, string at)
    {
        var split = at.LastIndexOf(':');
        if (split < 0)
            return Primitives.Error.Invalid($"Disk {disk} has to be sent, and nobody takes it.");
        var server = new JsonObject { ["type"] = "inet", ["host"] = at[..split].Trim('[', ']'), ["port"] = at[(split + 1)..] };
        var target = new JsonObject
        {
            ["driver"] = "raw", ["node-name"] = Prefix + disk, ["file"] = new JsonObject { ["driver"] = "nbd", ["server"] = server, ["export"] = disk },
        };
        // One that an agent before this one was about to begin with may be there.
        Execute(socket, "blockdev-del", new JsonObject { ["node-name"] = Prefix + disk });
        return Execute(socket, "blockdev-add", target)
            .Then(_ => Execute(socket, "blockdev-mirror", new JsonObject
            {
                ["job-id"] = Prefix + disk, ["device"] = node, ["target"] = Prefix + disk, ["sync"] = "full", ["auto-dismiss"] = false,
            }))
            .Map(_ => default(Done));
    }

    /// <summary>Ends it; what is not forced ends when both are the same.</summary>
    public void Cancel(string socket, bool isForced) => Execute(socket, "block-job-cancel", new JsonObject { ["device"] = Prefix + Disk, ["force"] = isForced });

    public void Dismiss(string socket) => Execute(socket, "job-dismiss", new JsonObject { ["id"] = Prefix + Disk });

    private static Result<JsonElement> Execute(string socket, string command, JsonObject? arguments = null) => Qmp.Execute(socket, command, arguments, Qmp.LongPatience);

    /// <summary>Lets go of the targets of jobs that are not there any more.</summary>
    public static void Forget(string socket)
    {
        if (!Execute(socket, "query-named-block-nodes", new JsonObject { ["flat"] = true }).TryGet(out var nodes, out _))
            return;
        foreach (var node in nodes.EnumerateArray().Select(node => node.GetProperty("node-name").GetString()!).Where(node => node.StartsWith(Prefix, StringComparison.Ordinal)).ToList())
            Execute(socket, "blockdev-del", new JsonObject { ["node-name"] = node });
    }
}
