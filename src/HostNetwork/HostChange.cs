using System.Text;
using Naru.Primitives;

namespace Naru.HostNetwork;

/// <summary>A change of a host: files that outlast a restart, and what makes them count now.</summary>
/// <param name="Purpose">For people: what it is for.</param>
/// <param name="Commands">After the files were written. Each may be repeated.</param>
/// <param name="UndoCommands">After the files were put back.</param>
public sealed record HostChange(
    string Purpose, EquatableList<HostFile> Files, EquatableList<HostCommand> Commands, EquatableList<HostCommand> UndoCommands)
{
    /// <summary>What has to be known before, such as a package that is needed.</summary>
    public EquatableList<string> Remarks { get; init; }

    /// <summary>As it is shown before anything is done.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Purpose}\n");
        foreach (var remark in Remarks)
            text.Append($"  note: {remark}\n");
        foreach (var file in Files)
        {
            text.Append($"  write {file.Path}{(file.IsPrivate ? " (mode 0600)" : "")}\n");
            foreach (var line in file.Content.TrimEnd('\n').Split('\n'))
                text.Append(line.Length > 0 ? $"      {line}\n" : "\n");
        }
        foreach (var command in Commands)
            text.Append($"  run   {command}\n");
        foreach (var command in UndoCommands)
            text.Append($"  (undo runs {command})\n");
        return text.ToString();
    }
}
