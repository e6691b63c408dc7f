using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Requests;
using Naru.Compute.Validation;
using Naru.Network.Nodes;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;
using Naru.State;
using Field = Naru.Rest.Microversions.ShapeField<Naru.Compute.Hosts.ComputeHost, Naru.Compute.Requests.ComputeRequest>;

namespace Naru.Compute.Hosts;

/// <summary><c>/os-services</c>: the service <c>nova-compute</c> of each host, which is here the agent.</summary>
internal sealed class ServiceEndpoints(ComputeApi api, Store store, ComputeOptions options)
{
    public const string Binary = "nova-compute";

    private const string Place = "os-services";
    private const int HasUuids = 53;

    private static readonly Shape Switch = Shapes.Object(
        new Member("host", Shapes.Text(1, 255)) { IsRequired = true },
        new Member("binary", Shapes.Text(1, 255)) { IsRequired = true },
        ("disabled_reason", Shapes.Text(1, 255)));

    private static readonly Shape ForceDown = Shapes.Object(
        new Member("host", Shapes.Text(1, 255)) { IsRequired = true },
        new Member("binary", Shapes.Text(1, 255)) { IsRequired = true },
        new Member("forced_down", Shapes.Flag) { IsRequired = true });

    private static readonly Shape Update = Shapes.Object(("status", Shapes.OneOf("enabled", "disabled")), ("disabled_reason", Shapes.Text(1, 255)), ("forced_down", Shapes.Flag));

    private View<ComputeHost> Shown => field ??= new(
        Field.Text("binary", _ => Binary),
        Field.Text("host", host => host.Id),
        new("id", (writer, host, request) =>
        {
            if (request.Version >= HasUuids)
                writer.WriteStringValue(host.ServiceUuid);
            else
                writer.WriteNumberValue(host.Number);
        }),
        new("zone", (writer, host, request) => writer.WriteStringValue(HostStates.ZoneOf(request.State, host.Id, options.DefaultZone))),
        Field.Text("status", host => host.IsDisabled ? "disabled" : "enabled"),
        new("state", (writer, host, request) => writer.WriteStringValue(HostStates.IsUp(request.State, host) ? "up" : "down")),
        new("updated_at", (writer, host, request) => writer.WriteStringValue(Times.Exact(LastSeen(host, request)))),
        Field.Text("disabled_reason", host => host.DisabledReason),
        Field.Flag("forced_down", host => host.IsForcedDown) with { Since = 11 });

    private static readonly View<ComputeHost> Switched = new(
        Field.Text("host", host => host.Id),
        Field.Text("binary", _ => Binary),
        Field.Text("status", host => host.IsDisabled ? "disabled" : "enabled"),
        Field.Text("disabled_reason", host => host.DisabledReason) with { When = (host, _) => host.DisabledReason is not null });

    private static readonly View<ComputeHost> Forced = new(
        Field.Text("host", host => host.Id), Field.Text("binary", _ => Binary), Field.Flag("forced_down", host => host.IsForcedDown));

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, Place, List);
        api.Map(routes, HttpMethods.Put, Place + "/{id}", UpdateAsync);
        api.Map(routes, HttpMethods.Delete, Place + "/{id}", DeleteAsync);
    }

    // A host that is attached was seen just now.
    private static DateTimeOffset LastSeen(ComputeHost host, ComputeRequest request) =>
        request.State.In(NodeTable.Table).Find(host.Id) is { IsAttached: false, DetachedAt: { } gone } ? gone : TimeProvider.System.GetUtcNow();

    private Result<Reply> List(ComputeRequest request)
    {
        if (!request.Require("os-services:list").TryGet(out _, out var error))
            return error;
        var (host, binary) = (request.Query["host"].LastOrDefault(), request.Query["binary"].LastOrDefault());
        var services = request.State.In(ComputeTables.Hosts).All.Where(candidate => (host is null or { Length: 0 } || candidate.Id == host) && binary is null or { Length: 0 } or Binary).OrderBy(candidate => candidate.Number);
        return Shown.Many("services", services, request);
    }

    private ValueTask<Result<Reply>> UpdateAsync(ComputeRequest request) => request.Version >= HasUuids ? UpdateByIdAsync(request) : SwitchAsync(request);

    private async ValueTask<Result<Reply>> UpdateByIdAsync(ComputeRequest request)
    {
        if (!request.Require("os-services:update").TryGet(out _, out var error) || !(await request.BodyAsync(Update)).TryGet(out var body, out error))
            return error;
        if (!Guid.TryParse(request.Route("id"), out _))
            return NovaErrors.BadRequest($"Invalid uuid {request.Route("id")}");
        var (status, reason) = (body.TextOf("status"), body.TextOf("disabled_reason"));
        if (status is null && reason is null && !body.Has("forced_down"))
            return NovaErrors.BadRequest("No updates were requested. Fields 'status' or 'forced_down' should be specified.");
        if (reason is not null && status != "disabled")
            return NovaErrors.BadRequest("Specifying disabled_reason is only allowed when status is 'disabled'.");
        return (await ChangeAsync(request, host => host.ServiceUuid == request.Route("id"), $"Service {request.Route("id")} could not be found.", host => host with
        {
            IsDisabled = status is null ? host.IsDisabled : status == "disabled",
            DisabledReason = status is null ? host.DisabledReason : reason,
            IsForcedDown = body.Has("forced_down") ? body.FlagOf("forced_down") : host.IsForcedDown,
        })).Map(host => Shown.One("service", host, request.At(store.Current)));
    }

    private async ValueTask<Result<Reply>> SwitchAsync(ComputeRequest request)
    {
        var operation = request.Route("id");
        if (operation is not "enable" and not "disable" and not "disable-log-reason" and not "force-down" || (operation == "force-down" && request.Version < 11))
            return NovaErrors.NotFound($"Unknown action '{operation}'");
        if (!request.Require("os-services:update").TryGet(out _, out var error) || !(await request.BodyAsync(operation == "force-down" ? ForceDown : Switch)).TryGet(out var body, out error))
            return error;
        var (name, reason) = (body.TextOf("host"), body.TextOf("disabled_reason"));
        if (operation == "disable-log-reason" && reason is null)
            return NovaErrors.BadRequest("Missing disabled reason field");
        return (await ChangeAsync(request, host => host.Id == name && body.TextOf("binary") == Binary, $"Could not find binary {body.TextOf("binary")} on host {name}.", host => operation switch
        {
            "enable" => host with { IsDisabled = false, DisabledReason = null },
            "disable" => host with { IsDisabled = true, DisabledReason = null },
            "disable-log-reason" => host with { IsDisabled = true, DisabledReason = reason },
            _ => host with { IsForcedDown = body.FlagOf("forced_down") },
        })).Map(host => (operation == "force-down" ? Forced : Switched).One("service", host, request));
    }

    private async ValueTask<Result<Reply>> DeleteAsync(ComputeRequest request)
    {
        if (!request.Require("os-services:delete").TryGet(out _, out var error))
            return error;
        var id = request.Route("id");
        return await store.WriteAsync(request.Write, Result<Reply> (state) =>
        {
            var host = state.In(ComputeTables.Hosts).All.FirstOrDefault(host => request.Version >= HasUuids ? host.ServiceUuid == id : host.Number.ToString(CultureInfo.InvariantCulture) == id);
            if (host is null)
                return NovaErrors.NotFound($"Service {id} not found.");
            if (ComputeTables.ServersByHost.Any(state, host.Id))
                return NovaErrors.Conflict("Unable to delete compute service that is hosting instances. Migrate or delete the instances first.");
            foreach (var aggregate in ComputeTables.AggregatesByHost.Of(state, host.Id).ToList())
                state.Update(ComputeTables.Aggregates, aggregate with { Hosts = aggregate.Hosts.Where(other => other != host.Id).ToEquatableList() });
            state.Delete(ComputeTables.Hosts, host.Id);
            return Reply.NoContent;
        });
    }

    private Task<Result<ComputeHost>> ChangeAsync(ComputeRequest request, Func<ComputeHost, bool> isIt, string absent, Func<ComputeHost, ComputeHost> change) =>
        store.WriteAsync(request.Write, Result<ComputeHost> (state) =>
        {
            if (state.In(ComputeTables.Hosts).All.FirstOrDefault(isIt) is not { } host)
                return NovaErrors.NotFound(absent);
            var changed = change(host) with { UpdatedAt = state.Time };
            state.Update(ComputeTables.Hosts, changed);
            return changed;
        });
}
