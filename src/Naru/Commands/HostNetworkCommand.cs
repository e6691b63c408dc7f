using System.CommandLine;
using Naru.HostNetwork;
using Naru.HostNetwork.Applying;

namespace Naru.Commands;

/// <summary><c>naru host …</c>: the network of a host itself, by whatever configures it.</summary>
internal static class HostNetworkCommand
{
    private const string Live = "/";

    public static Command Create() => new("host", "The network of this host itself: bridges that outlast a restart, and what conflicts with the agent.")
    {
        HostBridgeCommand.Create(),
        CreateUndo(),
        HostCheckCommand.Create(),
    };

    public static Option<DirectoryInfo> Root() => new("--root")
    {
        Description = "Where the host's files begin; for the file tree of an image. Commands are run only on the host itself.",
        DefaultValueFactory = _ => new DirectoryInfo(Live),
    };

    public static Option<bool> Apply() => new("--apply") { Description = "Do it; without it the plan is shown, and on a terminal asked for." };

    /// <summary>Shows a plan and asks, unless the answer was given before.</summary>
    public static bool Agrees(string plan, bool apply)
    {
        Console.Write(plan);
        if (apply)
            return true;
        if (Console.IsInputRedirected)
        {
            Console.WriteLine("Nothing was done: add --apply.");
            return false;
        }
        Console.Write("Do this? [y/N] ");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    private static Command CreateUndo()
    {
        var root = Root();
        var apply = Apply();
        var command = new Command("undo", "Takes the last change of 'naru host' back.") { root, apply };
        command.SetAction(async (parsed, cancellation) =>
        {
            var writer = new HostWriter(parsed.GetRequiredValue(root).FullName);
            if (writer.Last is not { } record)
                return Answer.Refuse("Nothing that 'naru host' did on this host is left to undo.");
            var plan = $"Undo: {record.Purpose} ({record.At:u})\n"
                + string.Concat(record.Files.Select(file => $"  {(file.Before is null ? "remove" : "put back")} {file.Path}\n"))
                + string.Concat(record.Commands.Select(words => $"  run   {new Naru.HostNetwork.HostCommand([.. words])}\n"));
            if (!Agrees(plan, parsed.GetValue(apply)))
                return Answer.Success;
            return (await writer.UndoAsync(cancellation)).Error is { } refused ? Answer.Refuse(refused) : Answer.Success;
        });
        return command;
    }

    /// <summary>Makes a change after it was agreed to.</summary>
    public static async Task<int> MakeAsync(HostChange change, string root, bool apply, CancellationToken cancellation)
    {
        if (!Agrees(change.ToString(), apply))
            return Answer.Success;
        return (await new HostWriter(root).ApplyAsync(change, cancellation)).Error is { } refused ? Answer.Refuse(refused) : Answer.Success;
    }
}
