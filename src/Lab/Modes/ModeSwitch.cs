using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Lab.Instances;
using Naru.Lab.Processes;
using Naru.Primitives;

namespace Naru.Lab.Modes;

/// <summary>Gives a running lab to another engine, one host after the other, and takes it back when that fails.</summary>
/// <param name="step">Runs a step of this name, and tells of it.</param>
public sealed class ModeSwitch(LabDirectory directory, Func<string, Func<Task<Result<Done>>>, Task<Result<Done>>> step)
{
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(20);

    private readonly Lock _noting = new();

    /// <summary>What will be done, a sentence a step; an error when the lab cannot be switched.</summary>
    public static Result<IReadOnlyList<string>> Plan(LabState state, LabMode to)
    {
        if (state.Mode is not (LabMode.OpenVSwitch or LabMode.Ovn) || to is not (LabMode.OpenVSwitch or LabMode.Ovn))
            return Error.Invalid($"A lab switches between 'ovs' and 'ovn', not from '{state.Mode.Name()}' to '{to.Name()}': Linux bridges would need other devices of every instance.");
        if (state.Mode == to && !state.IsBetweenModes)
            return Error.Invalid($"The lab is in mode '{to.Name()}' already.");
        var hosts = Members(state).Select(host => host.Host.Name).ToList();
        if (to is LabMode.Ovn && state.HasIpv6Underlay)
            return Error.Invalid("The lab's tunnels run over IPv6, and its OVN has tunnels over IPv4.");
        return (string[])
        [
            .. to is LabMode.Ovn ? [$"OVN's databases and ovn-northd are started on {LabHost.NetworkName}"] : Array.Empty<string>(),
            "the agents end, then the server; packets go on",
            $"the server starts for '{to.Name()}' on the same state: tunnels become {(to is LabMode.Ovn ? "Geneve" : state.NetworkType ?? "vxlan")}, routers and DHCP become those of {(to is LabMode.Ovn ? "OVN" : "the agents")}",
            to is LabMode.Ovn
                ? "on every host ovn-controller starts and computes its flows, which it does not write yet"
                : "on every host ovn-controller ends, and the agent writes br-tun, its flows and on a network host qrouter-… and qdhcp-… beside what OVN has left",
            .. hosts.Select(host => to is LabMode.Ovn ? $"{host}: ovn-controller replaces the agent's flows by its own" : $"{host}: the flows of OVN go"),
            to is LabMode.Ovn ? "br-tun, qrouter-… and qdhcp-… go, the agents start for the metadata" : "what else OVN has left goes",
            "instances ask for their leases once more, of whoever serves them now, and learn the MTU of the new tunnels",
            "every port is ACTIVE, every ping that was answered before is answered, and the checks of the course hold; else all of it is taken back",
            .. to is LabMode.OpenVSwitch ? ["OVN's databases and ovn-northd end"] : Array.Empty<string>(),
        ];
    }

    /// <param name="ports">The ids of the ports that are to be ACTIVE afterwards.</param>
    /// <param name="prove">Whether packets flow as they should, with the lab as it is then.</param>
    /// <returns>Why it was taken back.</returns>
    public async Task<Result<Done>> RunAsync(LabState state, LabMode to, IReadOnlySet<string> ports, Func<LabState, Task<Result<Done>>> prove, CancellationToken cancellation)
    {
        var former = state.Mode != to ? state.Mode : to is LabMode.Ovn ? LabMode.OpenVSwitch : LabMode.Ovn;
        var switched = await TryAsync(() => BringAsync(state with { Mode = to, OvnDatabases = Math.Max(1, state.OvnDatabases) }, ports, cancellation));
        if (switched.Succeeded)
            switched = await StepAsync("packets flow as before", () => prove(Current));
        if (switched.Error is { } failure)
        {
            var back = await TryAsync(() => BringAsync(Current with { Mode = former }, ports, CancellationToken.None));
            if (back.Succeeded)
                back = await StepAsync("nothing of the other mode is left", () => EndAsync(CancellationToken.None));
            return failure with
            {
                Message = back.Error is { } stuck
                    ? $"{failure.Message} Taking it back failed as well: {stuck.Message} Once that is mended, 'naru mode switch {former.Name()}' goes on."
                    : $"{failure.Message} The lab is in mode '{former.Name()}' again.",
            };
        }
        // It is proven, and not stopped any more.
        return await StepAsync("nothing of the other mode is left", () => EndAsync(CancellationToken.None));
    }

    private LabState Current => LabState.Load(directory)!; // It was there when this began, and nobody else changes the lab.

    /// <summary>Brings all hosts to the mode of the state, wherever they are.</summary>
    private async Task<Result<Done>> BringAsync(LabState state, IReadOnlySet<string> ports, CancellationToken cancellation)
    {
        if (state.Mode is LabMode.Ovn && (await StepAsync("OVN's databases", () => StartDatabasesAsync(state, cancellation))).Error is { } noDatabase)
            return noDatabase;
        if ((await StepAsync("agents and server end", () => EndServicesAsync(state, cancellation))).Error is { } alive)
            return alive;
        if ((await StepAsync($"server for '{state.Mode.Name()}'", () => StartServerAsync(state))).Error is { } down)
            return down;
        if (!CloudCredentials.OfAdministrator(directory, Current).TryGet(out var credentials, out var error)
            || !(await CloudClient.SignInAsync(credentials, cancellation)).TryGet(out var cloud, out error))
            return error;
        using (cloud)
        {
            if ((await StepAsync(
                state.Mode is LabMode.Ovn ? "ovn-controllers know their flows" : "agents have written theirs beside OVN's",
                () => OnAllAsync(cloud, ports, turn => turn.PrepareAsync(cancellation)))).Error is { } unprepared)
                return unprepared;
            foreach (var host in Members(state))
            {
                if ((await StepAsync(host.Host.Name, () => TurnOf(host, cloud, ports).TurnAsync(cancellation))).Error is { } unturned)
                    return unturned;
            }
            return await StepAsync("ports are ACTIVE, instances have leases of whoever serves them now", () => SettleAsync(cloud, ports, cancellation));
        }
    }

    private async Task<Result<Done>> StartDatabasesAsync(LabState state, CancellationToken cancellation)
    {
        foreach (var host in Members(state))
            await OvnCentral.EnsureAsync(directory, HostNamespaces.Shell(directory, host.Host.Name, host.Holder!), host.Host, state.OvnMembers, cancellation);
        return Done.Ok;
    }

    private async Task<Result<Done>> EndAsync(CancellationToken cancellation)
    {
        var state = Current;
        if (state.Mode is not LabMode.Ovn)
        {
            foreach (var host in Members(state))
                await OvnCentral.EndAsync(HostNamespaces.Shell(directory, host.Host.Name, host.Holder!), cancellation);
            if (Directory.Exists(directory.Ovn))
                Directory.Delete(directory.Ovn, recursive: true);
        }
        (state with { IsBetweenModes = false }).Save(directory);
        return Done.Ok;
    }

    // The agents first: a server of another mode would tell them to take down what is not theirs any more.
    private static async Task<Result<Done>> EndServicesAsync(LabState state, CancellationToken cancellation)
    {
        if (!await EndAsync(Members(state).Select(host => host.Agent), cancellation) || !await EndAsync([state.Server], cancellation))
            return Error.Conflict("StillAlive", $"An agent or the server has not ended {EndPatience.TotalSeconds:0} s after it was asked to.");
        return Done.Ok;
    }

    private static async Task<bool> EndAsync(IEnumerable<ProcessIdentity?> processes, CancellationToken cancellation) =>
        (await Task.WhenAll(processes.OfType<ProcessIdentity>().Select(process =>
        {
            process.Terminate();
            return process.WaitForEndAsync(EndPatience, cancellation);
        }))).All(ended => ended);

    private async Task<Result<Done>> StartServerAsync(LabState state)
    {
        // From here on 'naru up' would start what belongs to this mode.
        state = state with { IsBetweenModes = true };
        state.Save(directory);
        // Not given up half way: what runs has to be known, to be taken back.
        return (await CloudServer.EnsureAsync(directory, state, CancellationToken.None)).Map(server =>
        {
            (state with { Server = server }).Save(directory);
            return default(Done);
        });
    }

    private async Task<Result<Done>> OnAllAsync(CloudClient cloud, IReadOnlySet<string> ports, Func<HostTurn, Task<Result<Done>>> run)
    {
        // All end before anything is taken back.
        var done = await Task.WhenAll(Members(Current).Select(host => TryAsync(() => run(TurnOf(host, cloud, ports)))));
        return done.FirstOrDefault(one => !one.Succeeded, Done.Ok);
    }

    private HostTurn TurnOf(HostState host, CloudClient cloud, IReadOnlySet<string> ports) => new(directory, Current, host, cloud, ports, Note);

    private async Task<Result<Done>> SettleAsync(CloudClient cloud, IReadOnlySet<string> ports, CancellationToken cancellation)
    {
        if ((await OnAllAsync(cloud, ports, turn => turn.FinishAsync(cancellation))).Error is { } unfinished)
            return unfinished;
        if ((await CloudReadiness.WaitForPortsAsync(cloud, ports, cancellation)).Error is { } down)
            return down;
        return await new LabInstances(directory, cloud).RefreshAsync(cancellation);
    }

    private void Note(HostState host)
    {
        lock (_noting)
        {
            var state = Current;
            (state with { Hosts = [.. state.Hosts.Select(known => known.Host == host.Host ? host : known)] }).Save(directory);
        }
    }

    private static IEnumerable<HostState> Members(LabState state) => state.Hosts.Where(host => host.Host.Role is not HostRole.Outside);

    private Task<Result<Done>> StepAsync(string name, Func<Task<Result<Done>>> run) => step(name, () => TryAsync(run));

    private static async Task<Result<Done>> TryAsync(Func<Task<Result<Done>>> run)
    {
        try
        {
            return await run();
        }
        catch (ToolFailedException failure)
        {
            return Error.Conflict("StepFailed", failure.Message);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            return Error.Conflict("StepFailed", failure.Message);
        }
        catch (OperationCanceledException)
        {
            return Error.Conflict("Stopped", "It was stopped half way.");
        }
    }
}
