using Naru.Lab;
using Naru.Lab.Processes;
using Naru.Primitives;
using Naru.Tour.Steps;
using Naru.Walk.Told;

namespace Naru.Tour.Running;

/// <summary>Does a step in the lab, shows it, and holds what came of it against what the step declares.</summary>
public sealed class StepRunner(Workshop workshop, ITeller teller)
{
    // What agents and DHCP bring about a moment after the API has answered.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public Task<Result<Done>> RunAsync(Step step, CancellationToken cancellation) => step switch
    {
        OnHost commands => RunAsync(commands, cancellation),
        ByApi creation => RunAsync(creation, cancellation),
        Following packet => RunAsync(packet, cancellation),
        KeepingObject kept => KeepingObjects.RunAsync(workshop, teller, kept, cancellation),
        Practice practice => practice.Exercise.BreakAsync(workshop, cancellation),
        _ => Task.FromResult(Done.Ok),
    };

    private async Task<Result<Done>> RunAsync(OnHost step, CancellationToken cancellation)
    {
        if (!(step.IsInside ? workshop.ShellInside(step.Target) : workshop.Shell(step.Target)).TryGet(out var shell, out var error))
            return error;
        if (step.Needs is { } needs)
        {
            foreach (var program in needs.Programs)
            {
                if (!(await shell.RunAsync(["sh", "-c", $"command -v {program}"], cancellation)).Succeeded)
                {
                    foreach (var line in step.Lines)
                        teller.Command(step.Target, line.Command);
                    teller.Say(needs.WhyNot);
                    return Done.Ok;
                }
            }
            await shell.ScriptAsync(needs.Prepare, new Dictionary<string, string>(), cancellation);
        }
        foreach (var line in step.Lines)
        {
            if (!(await RunAsync(shell, line, cancellation)).TryGet(out _, out error))
                return error;
        }
        if (step.Afterwards is { } afterwards)
            teller.Say(afterwards);
        return Done.Ok;
    }

    private async Task<Result<Done>> RunAsync(LabShell shell, Line line, CancellationToken cancellation)
    {
        if (!(await Names.FillAsync(workshop, line.Command, cancellation)).TryGet(out var command, out var error)
            || !(await Names.FillAsync(workshop, line.Shows ?? "", cancellation)).TryGet(out var shows, out error))
            return error;
        teller.Command(shell.Name, command);
        ToolResult result;
        var end = DateTime.UtcNow + Patience;
        do
            result = await shell.RunAsync(["sh", "-c", command], cancellation);
        while (shows.Length > 0 && !result.Output.Contains(shows, StringComparison.Ordinal) && DateTime.UtcNow < end && await WaitAsync(cancellation));
        if (result.Output.Length > 0)
            teller.Output(result.Output.TrimEnd());
        if (!result.Output.Contains(shows, StringComparison.Ordinal))
            return Failed($"'{command}' on {shell.Name} shows no '{shows}': {result.LastWords}");
        if (result.Succeeded == line.Fails)
            return Failed(line.Fails ? $"'{command}' on {shell.Name} should have failed and did not." : $"'{command}' failed on {shell.Name}: {result.LastWords}");
        return Done.Ok;
    }

    private static async Task<bool> WaitAsync(CancellationToken cancellation)
    {
        await Task.Delay(Pause, cancellation);
        return true;
    }

    private async Task<Result<Done>> RunAsync(ByApi step, CancellationToken cancellation)
    {
        foreach (var line in step.Commands)
            teller.Command(null, line);
        return await step.Make(workshop.Maker, cancellation);
    }

    private async Task<Result<Done>> RunAsync(Following step, CancellationToken cancellation)
    {
        if (!(await Names.FillAsync(workshop, step.To, cancellation)).TryGet(out var to, out var error))
            return error;
        teller.Command(null, $"naru walk {step.From} {to}{(step.TcpPort is { } port ? $" --tcp {port}" : "")} --observe");
        if (!(await workshop.WalkAsync(step.From, to, step.TcpPort, cancellation)).TryGet(out var walk, out error))
            return error;
        teller.Walk(walk);
        if (step.Afterwards is { } afterwards)
            teller.Say(afterwards);
        if (walk.Verdict is not Verdict.Answered)
            return Failed($"The packet from {step.From} to {to} should arrive and be answered: {walk.Verdict}.");
        var passed = 0;
        foreach (var hop in walk.Forward)
        {
            if (passed < step.Passes.Count && hop.Kind == step.Passes[passed])
                passed++;
            if (step.Avoids.Contains(hop.Host))
                return Failed($"The packet from {step.From} to {to} should not come to {hop.Host}, and does in hop {hop.Number}.");
        }
        if (passed < step.Passes.Count)
            return Failed($"The packet from {step.From} to {to} should pass {string.Join(", ", step.Passes)}, and passes {string.Join(", ", walk.Forward.Items.Select(hop => hop.Kind))}.");
        return walk.Forward.Items.Concat(walk.Back.Items).FirstOrDefault(hop => hop.Drift is not null) is { } drift
            ? Failed($"Hop {drift.Number} ({drift.Host} {drift.Place}) does something else than was computed: {drift.Drift}")
            : Done.Ok;
    }

    private static Error Failed(string message) => new(ErrorKind.Conflict, "StepFailed", message);
}
