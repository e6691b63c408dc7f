using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Requests;
using Naru.Compute.Servers;
using Naru.Compute.Validation;
using Naru.Network.NodeLink;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;

namespace Naru.Compute.Consoles;

/// <summary>Where the console of an instance is that one can type into: <c>/servers/{id}/remote-consoles</c>, and the actions that it had before.</summary>
internal sealed class RemoteConsoles(ComputeApi api, HostConsoles hosts, ConsoleTickets tickets)
{
    private const string NoVnc = "novnc";

    private static readonly VersionRange Former = new(Until: 5);

    private static readonly string[] Actions = ["os-getVNCConsole", "os-getSPICEConsole", "os-getRDPConsole", "os-getSerialConsole"];

    private static readonly Shape Arguments = Shapes.Object(new Member("type", Shapes.Text(1, 255)) { IsRequired = true });

    private static readonly Shape Console = Shapes.Wrapped("remote_console", Shapes.Object(
        new Member("protocol", Shapes.OneOf("vnc", "spice", "rdp", "serial", "mks")) { IsRequired = true },
        new Member("type", Shapes.OneOf(NoVnc, "xvpvnc", "spice-html5", "rdp-html5", "serial", "webmks")) { IsRequired = true }));

    public void Map(IEndpointRouteBuilder routes) => api.Map(routes, HttpMethods.Post, "servers/{server_id}/remote-consoles", CreateAsync, new VersionRange(6));

    /// <summary>Whether it is one of the former actions.</summary>
    public static bool IsAction(string name, int version) => Former.Has(version) && Actions.Contains(name);

    /// <summary>One of the former actions.</summary>
    public async ValueTask<Result<Reply>> ActAsync(ComputeRequest request, string action, JsonElement body)
    {
        if (request.FaultOf(Shapes.Wrapped(action, Arguments), body) is { } fault)
            return NovaErrors.BadRequest(fault);
        var type = body.Of(action).TextOf("type")!;
        return (await UrlAsync(request, type, action == "os-getSerialConsole" ? ConsoleKinds.Serial : ConsoleKinds.Vnc)).Map(url => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("console");
            writer.WriteString("type", type);
            writer.WriteString("url", url);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }));
    }

    private async ValueTask<Result<Reply>> CreateAsync(ComputeRequest request)
    {
        if (!(await request.BodyAsync(Console)).TryGet(out var body, out var error))
            return error;
        var wanted = body.GetProperty("remote_console");
        var (protocol, type) = (wanted.TextOf("protocol")!, wanted.TextOf("type")!);
        return (await UrlAsync(request, type, protocol)).Map(url => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("remote_console");
            writer.WriteString("protocol", protocol);
            writer.WriteString("type", type);
            writer.WriteString("url", url);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }));
    }

    private async ValueTask<Result<string>> UrlAsync(ComputeRequest request, string type, string protocol)
    {
        if (!ServerAccess.Find(request.State, request, "os-remote-consoles").TryGet(out var server, out var error))
            return error;
        var kind = type switch { NoVnc => ConsoleKinds.Vnc, "serial" => ConsoleKinds.Serial, _ => null };
        if (kind is null || kind != protocol)
            return Unavailable(type);
        if (server.Host.Length == 0 || ServerStates.Of(server).VmState is not VmStates.Active and not VmStates.Paused and not VmStates.Rescued)
            return NovaErrors.Conflict($"Instance {server.Id} is not ready");
        if (!(await hosts.KindAsync(server.Host, server.Id, request.Http.RequestAborted)).TryGet(out var own, out error))
            return NovaErrors.Conflict($"Instance {server.Id} is not ready: {error.Message}");
        return own == kind ? request.ConsoleUrlOf(kind, tickets.Issue(server.Id)) : NovaErrors.BadRequest(
            $"Unavailable console type {type}. The console of instance {server.Id} is of the type {(own == ConsoleKinds.Vnc ? NoVnc : own)}.");
    }

    private static Error Unavailable(string type) => NovaErrors.BadRequest($"Unavailable console type {type}.");
}
