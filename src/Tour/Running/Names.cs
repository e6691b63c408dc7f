using System.Text;
using System.Text.RegularExpressions;
using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Primitives;

namespace Naru.Tour.Running;

/// <summary>Puts the ids and addresses of the living cloud into the command lines of the course.</summary>
/// <remarks>
/// <c>{network:internal}</c>, <c>{router:r1}</c> and <c>{port:vm1}</c> are ids, <c>{device:vm1}</c> the part of the port's id that is in the
/// names of its devices, <c>{address:vm1}</c> and <c>{floating:vm1}</c> addresses, <c>{share:common/FILE}</c> the URL of a file in a share, and <c>{datapath:BRIDGE}</c> what has to be said when a bridge is added by hand.
/// </remarks>
internal static partial class Names
{
    /// <summary>Interfaces are called tap, qvo, qr-, … and as much of the id as fits.</summary>
    private const int IdInDevice = 11;

    public static async Task<Result<string>> FillAsync(Workshop workshop, string command, CancellationToken cancellation)
    {
        var filled = new StringBuilder();
        var at = 0;
        foreach (Match match in Name().Matches(command))
        {
            if (!(await FindAsync(workshop, match.Groups["kind"].Value, match.Groups["name"].Value, cancellation)).TryGet(out var found, out var error))
                return error;
            filled.Append(command, at, match.Index - at).Append(found);
            at = match.Index + match.Length;
        }
        return filled.Append(command, at, command.Length - at).ToString();
    }

    private static async Task<Result<string>> FindAsync(Workshop workshop, string kind, string name, CancellationToken cancellation)
    {
        var cloud = workshop.Cloud;
        switch (kind)
        {
            case "network":
                return (await cloud.FindAsync(CloudResources.Networks, name, cancellation)).Map(network => network.Id);
            case "router":
                return (await cloud.FindAsync(CloudResources.Routers, name, cancellation)).Map(router => router.Id);
            case "port":
                return (await cloud.FindAsync(CloudResources.Ports, name, cancellation)).Map(port => port.Id);
            case "device":
                return (await cloud.FindAsync(CloudResources.Ports, name, cancellation)).Map(port => port.Id[..IdInDevice]);
            case "address":
                return workshop.AddressOf(name);
            case "share":
                var (share, file) = name.Split('/', 2) is [var first, var rest] ? (first, $"/{rest}") : (name, "");
                return await new CloudShares(cloud).UrlAsync(share, file, cancellation);
            case "floating":
                return await FloatingAsync(cloud, name, cancellation);
            default:
                return workshop.State().Map(state => state.Datapath is DatapathType.System
                    ? ""
                    : $" -- set bridge {name} datapath_type={state.Datapath.Name()}");
        }
    }

    private static async Task<Result<string>> FloatingAsync(CloudClient cloud, string instance, CancellationToken cancellation)
    {
        if (!(await cloud.FindAsync(CloudResources.Ports, instance, cancellation)).TryGet(out var port, out var error)
            || !(await cloud.ListAsync(CloudResources.FloatingIps, $"port_id={port.Id}", cancellation)).TryGet(out var found, out error))
            return error;
        return found.Count > 0 ? found[0].FloatingIpAddress : Error.NotFound("NoFloatingIp", $"'{instance}' has no floating IP.");
    }

    [GeneratedRegex(@"\{(?<kind>network|router|port|device|address|floating|share|datapath):(?<name>[^}]+)\}")]
    private static partial Regex Name();
}
