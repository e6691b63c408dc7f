using System.CommandLine;
using System.Globalization;
using Naru.Lab;
using Naru.Lab.Checks;
using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Lab.Modes;
using Naru.Lab.Topology;
using Naru.Primitives;
using Spectre.Console;

namespace Naru.Commands;

/// <summary><c>naru mode switch</c>: another engine under a running lab.</summary>
internal static class ModeCommand
{
    public static Command Create()
    {
        var lab = Options.Lab();
        lab.Recursive = true;
        return new Command("mode", "What switches packets in a lab that is up.") { CreateSwitch(lab), lab };
    }

    private static Command CreateSwitch(Option<string> lab)
    {
        var to = new Argument<string>("mode") { Description = "'ovs' or 'ovn'." };
        to.AcceptOnlyFromAmong(LabMode.OpenVSwitch.Name(), LabMode.Ovn.Name());
        var plan = new Option<bool>("--plan") { Description = "Only tells what would be done." };
        var command = new RevertingCommand("switch", "Gives the lab to another engine while its instances run, host by host; proves it, counts lost pings, and takes it back if anything fails.")
        {
            to, plan,
        };
        command.SetAction((parsed, cancellation) => Answer.ChangingLabAsync(parsed.GetRequiredValue(lab), directory =>
        {
            if (LabState.Load(directory) is not { } state)
                return Task.FromResult(Answer.Refuse(LabTargets.NoLab(directory)));
            var mode = LabModes.ByName[parsed.GetRequiredValue(to)];
            if (!ModeSwitch.Plan(state, mode).TryGet(out var steps, out var error))
                return Task.FromResult(Answer.Refuse(error));
            if (!parsed.GetValue(plan))
                return SwitchAsync(directory, state, mode, cancellation);
            for (var number = 1; number <= steps.Count; number++)
                AnsiConsole.WriteLine($"{number}. {steps[number - 1]}");
            return Task.FromResult(Answer.Success);
        }));
        return command;
    }

    private static async Task<int> SwitchAsync(LabDirectory directory, LabState state, LabMode mode, CancellationToken cancellation)
    {
        if (!CloudCredentials.OfAdministrator(directory, state).TryGet(out var credentials, out var error)
            || !(await CloudClient.SignInAsync(credentials, cancellation)).TryGet(out var cloud, out error))
            return Answer.Refuse(error);
        using (cloud)
        {
            if (!(await CloudReadiness.ActivePortsAsync(cloud, cancellation)).TryGet(out var ports, out error)
                || !(await PingWatch.StartAsync(directory, state, cloud, cancellation)).TryGet(out var pings, out error))
                return Answer.Refuse(error);
            await using (pings)
            {
                var switched = await new ModeSwitch(directory, Progress.StepAsync).RunAsync(
                    state, mode, ports, current => ProveAsync(directory, current, pings, cancellation), cancellation);
                // Also where it was taken back, and be it because it was stopped, everything shall be as it was.
                var silent = switched.Succeeded ? null : (await pings.AnswerAsync(CancellationToken.None)).Error;
                Show(pings.Count());
                return switched.Error is { } failure ? Answer.Refuse($"{failure.Message} {silent?.Message}".TrimEnd()) : Answer.Success;
            }
        }
    }

    private static async Task<Result<Done>> ProveAsync(LabDirectory directory, LabState state, PingWatch pings, CancellationToken cancellation)
    {
        if ((await pings.AnswerAsync(cancellation)).Error is { } silent)
            return silent;
        if (!Has(state, new CoursePlan()))
            return Done.Ok;
        var full = new CoursePlan { IsFull = true };
        var course = Has(state, full)
            ? new CourseRun(directory, full, CourseChecks.Of(state.Mode, [.. CourseChecks.All, .. Ipv6Checks.All]))
            : new CourseRun(directory, new CoursePlan(), CourseChecks.Of(state.Mode, CourseChecks.All));
        return await course.RunAsync(state, cancellation) == Answer.Success ? Done.Ok : Error.Conflict("ChecksFailed", "The checks of the course do not hold.");
    }

    private static bool Has(LabState state, CoursePlan plan) => plan.Instances.All(wanted => state.Instances.Any(instance => instance.Name == wanted.Name));

    private static void Show(IReadOnlyList<PingLoss> losses)
    {
        var table = new Table().AddColumns("pings from", "to", "sent", "lost", "longest silence");
        foreach (var loss in losses)
        {
            table.AddRow(
                Markup.Escape(loss.From), Markup.Escape(loss.To), $"{loss.Sent}", $"{loss.Lost}",
                string.Create(CultureInfo.InvariantCulture, $"{loss.Gap.TotalSeconds:0.0} s"));
        }
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"{losses.Sum(loss => loss.Lost)} of {losses.Sum(loss => loss.Sent)} pings were lost.");
    }
}
