using System.CommandLine;
using Naru.Lab;
using Naru.Lab.Checks;
using Naru.Lab.Hosts;
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
        var networkHosts = Options.NetworkHosts();
        var distributed = new Option<bool>("--dvr") { Description = "The course's router is distributed: it routes where its instances are." };
        var highlyAvailable = new Option<bool>("--ha") { Description = "The course's router is highly available: two network hosts, if '--network-hosts' says nothing else." };
        var mechanism = Options.Mode();
        var networkType = Options.NetworkType();
        var ipv6Underlay = new Option<bool>("--ipv6-underlay") { Description = "Tunnels run over IPv6." };
        var scenarios = new Option<bool>("--scenarios") { Description = "The course with IPv6 beside IPv4, and every check there is; some minutes." };
        var report = new Option<FileInfo?>("--report") { Description = "A file for what the checks saw, a line each.", Hidden = true };
        var raft = new Option<int>("--raft") { Description = "In mode 'ovn': so many hosts keep its databases together, as a raft cluster.", DefaultValueFactory = _ => 1 };
        var command = new Command("up", "Brings a cloud of several hosts up on this machine and proves that packets flow.")
        {
            lab, computes, networkHosts, port, empty, distributed, highlyAvailable, mechanism,
            networkType, ipv6Underlay, scenarios, report, raft,
        };
        command.SetAction((parsed, cancellation) => Answer.ChangingLabAsync(parsed.GetRequiredValue(lab), directory =>
        {
            var mode = parsed.GetValue(distributed) ? RouterMode.Distributed
                : parsed.GetValue(highlyAvailable) ? RouterMode.HighlyAvailable
                : RouterMode.Centralized;
            if (parsed.GetValue(distributed) && parsed.GetValue(highlyAvailable))
                return Task.FromResult(Answer.Refuse("The course has one router, which is either distributed or highly available: choose '--dvr' or '--ha'."));
            if (!Options.ModeOf(directory, parsed.GetValue(mechanism)).TryGet(out var labMode, out var otherMode))
                return Task.FromResult(Answer.Refuse(otherMode));
            if (parsed.GetValue(distributed) && labMode is not LabMode.OpenVSwitch)
                return Task.FromResult(Answer.Refuse($"Distributed routers need Open vSwitch on every host, and the mode is '{labMode.Name()}': leave '--dvr' out, or use '--mode ovs'."));
            if (mode is not RouterMode.Centralized && labMode is LabMode.Ovn)
                return Task.FromResult(Answer.Refuse("Routers of OVN are distributed, with ways out that take over from each other: leave '--dvr' and '--ha' out."));
            var databases = parsed.GetRequiredValue(raft);
            if (databases is < 1 or > 9 || (databases > 1 && labMode is not LabMode.Ovn) || databases > parsed.GetRequiredValue(computes) + parsed.GetRequiredValue(networkHosts))
                return Task.FromResult(Answer.Refuse($"'--raft {databases}' is not possible: expected a number of hosts from 1 to 9, at most those there are, with '--mode ovn'."));
            var wantedNetworkHosts = parsed.GetResult(networkHosts) is null or { Implicit: true } && mode is RouterMode.HighlyAvailable
                ? 2
                : parsed.GetRequiredValue(networkHosts);
            var course = parsed.GetValue(empty) ? null : new CourseRun(
                directory, new CoursePlan(mode) { IsFull = parsed.GetValue(scenarios) }, CourseChecks.Of(labMode, parsed.GetValue(scenarios) ? ScenarioChecks.All : CourseChecks.All))
            {
                Report = parsed.GetValue(report)?.FullName,
            };
            if (course is not null && parsed.GetRequiredValue(computes) < CourseTopology.ComputeHosts)
                return Task.FromResult(Answer.Refuse($"The course's instances need {CourseTopology.ComputeHosts} compute hosts: leave '--computes' out, or add '--empty'."));
            if (LabState.Load(directory) is { } known && parsed.GetValue(networkType) is { } asked && asked != (known.NetworkType ?? "vxlan"))
                return Task.FromResult(Answer.Refuse($"The lab '{directory.Name}' is up with networks of type '{known.NetworkType ?? "vxlan"}': leave '--type' out, or end it with 'naru down' first."));
            var kind = new LabNetworking(labMode, parsed.GetValue(networkType), parsed.GetValue(ipv6Underlay));
            return BringUpAsync(directory, kind, parsed.GetRequiredValue(computes), wantedNetworkHosts, parsed.GetRequiredValue(port), databases, course, cancellation);
        }));
        return command;
    }

    private static async Task<int> BringUpAsync(
        LabDirectory directory, LabNetworking kind, int computes, int networkHosts, int port, int ovnDatabases, CourseRun? course, CancellationToken cancellation)
    {
        var hosts = await Progress.StepAsync(
            kind.Mode is LabMode.LinuxBridge ? "hosts" : "hosts with their Open vSwitch",
            () => new LabHosts(directory).UpAsync(computes, port, cancellation, networkHosts, kind.Mode, ovnDatabases));
        var services = await Progress.StepAsync(
            "server and agents", () => new LabServices(directory).UpAsync(kind.Of(hosts), cancellation));
        if (!services.TryGet(out var state, out var error))
            return Answer.Refuse(error);

        var result = course is null ? Answer.Success : await course.RunAsync(state, cancellation);
        if (result == Answer.Success)
            WhatNext.Print(directory, state, hasCourse: course is not null);
        return result;
    }
}
