using System.CommandLine;
using Naru.Lab.Scenarios;
using Spectre.Console;

namespace Naru.Commands;

/// <summary><c>naru matrix</c>: every scenario in every combination of mode, type of network and kind of router.</summary>
internal static class MatrixCommand
{
    private const string LabName = "matrix";
    private const int Port = 15099;

    public static Command Create()
    {
        var modes = new Option<string[]>("--mode")
        {
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [Cell.OpenVSwitch, Cell.LinuxBridge, Cell.Ovn],
            Description = "What switches packets, as in 'naru up'; all, if nothing is given.",
        };
        var only = new Option<string[]>("--cell") { AllowMultipleArgumentsPerToken = true, Description = "Cells alone, such as ovs/geneve/dvr." };
        only.Validators.Add(result =>
        {
            foreach (var name in result.GetValueOrDefault<string[]>() ?? [])
            {
                if (!Cell.TryParse(name, out _))
                    result.AddError($"'{name}' is no cell: expected MODE/TYPE/ROUTER, such as ovs/geneve/central, ovs/vxlan/dvr or ovs/vlan/ha.");
            }
        });
        var lab = new Option<string>("--lab") { DefaultValueFactory = _ => LabName, Description = "Name of the lab that is brought up for each cell." };
        var port = new Option<int>("--port") { DefaultValueFactory = _ => Port, Description = "Port on 127.0.0.1 of its server." };
        var write = new Option<FileInfo?>("--write") { Description = "A document whose table of the matrix is written anew." };
        var command = new RevertingCommand("matrix", "Runs every scenario with real packets in every combination of mode, type of network and kind of router.")
        {
            modes, only, lab, port, write,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetRequiredValue(modes), parsed.GetValue(only) ?? [], new MatrixRun(parsed.GetRequiredValue(lab), parsed.GetRequiredValue(port)),
            parsed.GetValue(write), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string[] modes, string[] only, MatrixRun run, FileInfo? document, CancellationToken cancellation)
    {
        var whyNot = new Dictionary<Cell, string>();
        foreach (var cell in Cell.All(modes))
        {
            if (await MatrixRun.WhyNotAsync(cell, cancellation) is { } reason)
                whyNot.Add(cell, reason);
        }
        var cells = Cell.All(modes).Where(cell => !whyNot.ContainsKey(cell) && (only.Length == 0 || only.Contains(cell.ToString()))).ToList();
        var outcomes = new List<CellOutcome>();
        foreach (var cell in cells)
        {
            var outcome = await run.RunAsync(cell, cancellation);
            outcomes.Add(outcome);
            AnsiConsole.MarkupLineInterpolated($"{(outcome.Holds ? "✓" : "✗")} {outcome.Cell} {outcome} {outcome.Duration.TotalSeconds:0} s");
            foreach (var failure in outcome.Trouble is { } trouble ? [trouble] : outcome.Failed)
                AnsiConsole.MarkupLineInterpolated($"    {failure}");
        }
        var table = MatrixTable.Of(outcomes, modes, whyNot);
        Console.WriteLine(table);
        if (document is not null)
        {
            if (MatrixTable.PutInto(await File.ReadAllTextAsync(document.FullName, cancellation), table) is not { } written)
                return Answer.Refuse($"'{document.FullName}' has no table of the matrix to be written anew.");
            await File.WriteAllTextAsync(document.FullName, written, cancellation);
        }
        var failed = outcomes.Count(outcome => !outcome.Holds);
        return failed == 0 ? Answer.Success : Answer.Refuse($"{failed} of {outcomes.Count} cells have scenarios that fail.");
    }
}
