using Naru.Lab;
using Naru.Lab.Checks;
using Naru.Lab.Cloud;
using Naru.Lab.Topology;
using Naru.Primitives;
using Spectre.Console;

namespace Naru.Commands;

/// <summary>Creates the course's topology in a lab and runs its checks.</summary>
internal sealed class CourseRun(LabDirectory directory, CoursePlan plan, IReadOnlyList<Check> checks)
{
    /// <summary>A file for the outcome of each check: whether it holds, its name and what was seen, with tabs between.</summary>
    public string? Report { get; init; }

    public async Task<int> RunAsync(LabState state, CancellationToken cancellation)
    {
        if (!CloudCredentials.OfAdministrator(directory, state).TryGet(out var credentials, out var error)
            || !(await CloudClient.SignInAsync(credentials, cancellation)).TryGet(out var cloud, out error))
            return Answer.Refuse(error);
        using (cloud)
        {
            var prepared = await Progress.StepAsync("networks, router, groups and instances", () => PrepareAsync(state, cloud, cancellation));
            if (!prepared.TryGet(out var course, out error))
                return Answer.Refuse(error);
            await using var scene = new Scene(directory, cloud, course);
            var reports = await Progress.StepAsync("checks with real packets", () => CourseChecks.RunAsync(checks, scene, cancellation));
            if (Report is not null)
                await File.WriteAllLinesAsync(Report, reports.Select(Line), cancellation);
            return Show(reports);
        }
    }

    private async Task<Result<Course>> PrepareAsync(LabState state, CloudClient cloud, CancellationToken cancellation)
    {
        if (!(await CloudReadiness.WaitForAgentsAsync(cloud, state, cancellation)).TryGet(out _, out var error)
            || !(await Course.EnsureAsync(directory, cloud, cancellation, plan)).TryGet(out var course, out error)
            || !(await CloudReadiness.WaitForPortsAsync(cloud, cancellation)).TryGet(out _, out error))
            return error;
        return course;
    }

    private static string Line(CheckReport report) => string.Join('\t',
        report.Passed ? "holds" : "fails", report.Name, (report.Outcome.TryGet(out var seen, out var failure) ? seen : failure.Message).ReplaceLineEndings(" "));

    private static int Show(IReadOnlyList<CheckReport> reports)
    {
        var table = new Table().AddColumns("", "what holds", "what was seen", "time");
        foreach (var report in reports)
        {
            table.AddRow(
                report.Passed ? "[green]✓[/]" : "[red]✗[/]",
                Markup.Escape(report.Name),
                Markup.Escape(report.Outcome.TryGet(out var seen, out var failure) ? seen : failure.Message),
                $"{report.Duration.TotalMilliseconds:0} ms");
        }
        AnsiConsole.Write(table);
        var failed = reports.Count(report => !report.Passed);
        return failed == 0
            ? Answer.Success
            : Answer.Refuse($"{failed} of {reports.Count} checks failed. 'naru logs HOST' shows what the agents did, 'naru lab exec HOST' looks around.");
    }
}
