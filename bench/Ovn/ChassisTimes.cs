using System.Diagnostics;
using System.Text.Json.Nodes;
using Naru.Lab;
using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Lab.Processes;

namespace Naru.Ovn.Bench;

/// <summary>How soon the chassis of a running lab have what the API was told, next to what OVN itself takes for a change of that kind.</summary>
internal static class ChassisTimes
{
    private const int Samples = 20;

    public static async Task RunAsync(string lab, Action<string, TimeSpan> tell)
    {
        var directory = LabDirectory.Of(lab).Unwrap();
        var state = LabState.Load(directory) ?? throw new InvalidOperationException($"The lab '{lab}' is not up: './naru up --lab {lab} --mode ovn --empty' does that.");
        using var cloud = (await CloudClient.SignInAsync(CloudCredentials.OfAdministrator(directory, state).Unwrap(), default)).Unwrap();
        var database = OvnCentral.Northbound(directory, state.OvnMembers);

        var (answered, known, own) = (new List<TimeSpan>(), new List<TimeSpan>(), new List<TimeSpan>());
        for (var number = 0; number < Samples; number++)
        {
            var started = Stopwatch.GetTimestamp();
            var group = (await cloud.CreateAsync(CloudResources.SecurityGroups, new JsonObject { ["name"] = $"bench-{number}" }, default)).Unwrap();
            answered.Add(Stopwatch.GetElapsedTime(started));
            // Returns when all chassis have the flows of everything before it (ovn-nbctl(8), --wait=hv).
            await NbctlAsync("--wait=hv", "sync");
            known.Add(Stopwatch.GetElapsedTime(started));

            started = Stopwatch.GetTimestamp();
            await NbctlAsync("--wait=hv", "pg-add", $"bench_{number}");
            own.Add(Stopwatch.GetElapsedTime(started));
            await NbctlAsync("pg-del", $"bench_{number}");
            (await cloud.DeleteAsync(CloudResources.SecurityGroups, group.Id, default)).Unwrap();
        }
        tell($"POST security group, answered, median of {Samples}", Median(answered));
        tell("  … and all chassis have caught up (hv_cfg)", Median(known));
        tell("'ovn-nbctl --wait=hv pg-add' by itself", Median(own));

        async Task NbctlAsync(params string[] command)
        {
            var done = await Tool.RunAsync("ovn-nbctl", [$"--db={database}", .. command]);
            if (!done.Succeeded)
                throw new InvalidOperationException($"ovn-nbctl {string.Join(' ', command)}: {done.LastWords}");
        }
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
