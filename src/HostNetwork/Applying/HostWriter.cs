using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Naru.Primitives;

namespace Naru.HostNetwork.Applying;

/// <summary>Makes changes on a host, and undoes them in the opposite order. The only code here that writes.</summary>
/// <remarks>What was replaced is kept below <c>/var/lib/naru/host</c>, a file a change, before anything is written.</remarks>
/// <param name="root">Where the host's files begin. Commands are run only where that is <c>/</c>.</param>
public sealed class HostWriter(string root)
{
    private const string Records = "var/lib/naru/host";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Public = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private bool IsLive => root == "/";

    public async Task<Result<Done>> ApplyAsync(HostChange change, CancellationToken cancellation)
    {
        var record = new UndoRecord(
            change.Purpose,
            DateTimeOffset.UtcNow,
            [.. change.Files.Select(file => new UndoFile(file.Path, Content(file.Path), file.Content, file.IsPrivate))],
            [.. change.UndoCommands.Select(command => command.Words.Items)]);
        Directory.CreateDirectory(Path.Combine(root, Records));
        var number = Numbers().LastOrDefault() + 1;
        File.WriteAllBytes(RecordFile(number), JsonSerializer.SerializeToUtf8Bytes(record, UndoJson.Default.UndoRecord));
        foreach (var file in change.Files)
            Write(file.Path, file.Content, file.IsPrivate);
        return await RunAsync(change.Commands, cancellation);
    }

    /// <summary>The last change that was not undone; null: there is none.</summary>
    public UndoRecord? Last => Numbers().LastOrDefault() is > 0 and var number
        ? JsonSerializer.Deserialize(File.ReadAllBytes(RecordFile(number)), UndoJson.Default.UndoRecord)
        : null;

    /// <summary>Undoes the last change. A file that somebody has changed since is not touched, and then nothing is.</summary>
    public async Task<Result<Done>> UndoAsync(CancellationToken cancellation)
    {
        if (Last is not { } record)
            return Error.NotFound("NothingToUndo", "Nothing that 'naru host' did on this host is left to undo.");
        if (record.Files.FirstOrDefault(file => Content(file.Path) is { } now && now != file.After && now != file.Before) is { } changed)
            return Error.Conflict("ChangedSince", $"'{changed.Path}' was changed since: put it in order by hand, or restore what 'naru host' wrote, and undo again.");
        foreach (var file in record.Files)
        {
            if (file.Before is { } before)
                Write(file.Path, before, file.IsPrivate);
            else
                File.Delete(InRoot(file.Path));
        }
        var done = await RunAsync([.. record.Commands.Select(words => new HostCommand([.. words]))], cancellation);
        File.Delete(RecordFile(Numbers().Last()));
        return done;
    }

    private async Task<Result<Done>> RunAsync(IEnumerable<HostCommand> commands, CancellationToken cancellation)
    {
        if (!IsLive)
            return Done.Ok;
        foreach (var command in commands)
        {
            var start = new ProcessStartInfo(command.Words[0], command.Words.Items.Skip(1)) { RedirectStandardError = true, RedirectStandardOutput = true };
            Process? process;
            try
            {
                process = Process.Start(start);
            }
            catch (System.ComponentModel.Win32Exception absent)
            {
                return Error.NotFound("NoProgram", $"'{command}' cannot be run: {absent.Message}. The files are written; 'naru host undo' takes them back.");
            }
            using (process)
            {
                if (process is null)
                    continue;
                var errors = process.StandardError.ReadToEndAsync(cancellation);
                var output = await process.StandardOutput.ReadToEndAsync(cancellation);
                await process.WaitForExitAsync(cancellation);
                if (process.ExitCode != 0)
                    return Error.Conflict("CommandFailed", $"'{command}' ended with {process.ExitCode}: {(await errors + output).Trim()} The files are written; 'naru host undo' takes them back.");
            }
        }
        return Done.Ok;
    }

    private void Write(string path, string content, bool isPrivate)
    {
        var file = InRoot(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? root);
        // One step: whoever watches the folder sees the old file or the new one.
        var next = Path.Combine(Path.GetDirectoryName(file) ?? root, $".{Path.GetFileName(file)}.next");
        File.WriteAllText(next, content);
        File.SetUnixFileMode(next, isPrivate ? Private : Public);
        File.Move(next, file, overwrite: true);
    }

    private string? Content(string path) => File.Exists(InRoot(path)) ? File.ReadAllText(InRoot(path)) : null;

    private string InRoot(string path) => Path.Combine(root, path.TrimStart('/'));

    private string RecordFile(int number) => Path.Combine(root, Records, number.ToString("0000", CultureInfo.InvariantCulture) + ".json");

    private IEnumerable<int> Numbers() => Directory.Exists(Path.Combine(root, Records))
        ? Directory.EnumerateFiles(Path.Combine(root, Records), "*.json")
            .Select(file => int.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(number => number > 0).Order()
        : [];
}
