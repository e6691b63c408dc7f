using System.CommandLine;
using Naru.Lab;
using Naru.Lab.Topology;

namespace Naru.Commands;

/// <summary><c>naru up</c>: the hosts, the server and the agents, the course's topology, and the proof that its packets flow.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var lab = Options.Lab();
        var computes = Options.Computes();
        var port = Options.Port();
        var empty = new Option<bool>("--empty") { Description = "Hosts, server and agents only: nothing is created in the cloud." };
        var command = new Command("up", "Brings a cloud of several hosts up on this machine and proves that packets flow.")
        {
            lab, computes, port, empty,
        };
        command.SetAction((parsed, cancellation) => Answer.ChangingLabAsync(parsed.GetRequiredValue(lab), directory =>
        {
            var course = parsed.GetValue(empty) ? null : new CourseRun(directory);
            if (course is not null && parsed.GetRequiredValue(computes) < CourseTopology.ComputeHosts)
                return Task.FromResult(Answer.Refuse($"The course's instances need {CourseTopology.ComputeHosts} compute hosts: leave '--computes' out, or add '--empty'."));
            return BringUpAsync(directory, parsed.GetRequiredValue(computes), parsed.GetRequiredValue(port), course, cancellation);
        }));
        return command;
    }

    private static async Task<int> BringUpAsync(
        LabDirectory directory, int computes, int port, CourseRun? course, CancellationToken cancellation)
    {
        var hosts = await Progress.StepAsync(
            "hosts with their Open vSwitch", () => new LabHosts(directory).UpAsync(computes, port, cancellation));
        var services = await Progress.StepAsync(
            "server and agents", () => new LabServices(directory).UpAsync(hosts, cancellation));
        if (!services.TryGet(out var state, out var error))
            return Answer.Refuse(error);

        var result = course is null ? Answer.Success : await course.RunAsync(state, cancellation);
        if (result == Answer.Success)
            WhatNext.Print(directory, state, hasCourse: course is not null);
        return result;
    }
}
