using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Requests;
using Naru.Compute.Servers;
using Naru.Compute.Validation;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.Rest.Style;
using Naru.State;
using Field = Naru.Rest.Microversions.ShapeField<Naru.Compute.Aggregates.Aggregate, Naru.Compute.Requests.ComputeRequest>;

namespace Naru.Compute.Aggregates;

/// <summary><c>/os-aggregates</c>.</summary>
internal sealed class AggregateEndpoints(ComputeApi api, Store store)
{
    private const string Place = "os-aggregates";
    private const string One = Place + "/{id}";

    private static readonly Shape Zone = Shapes.Nullable(Shapes.Text(1, 255, text => !text.Contains(':') && text.Trim() == text, "The name of a zone has no ':' and no spaces at its ends."));

    private static readonly Shape Create = Shapes.Wrapped("aggregate", Shapes.Object(new Member("name", Shapes.Name) { IsRequired = true }, ("availability_zone", Zone)));

    private static readonly Shape Update = Shapes.Wrapped("aggregate", (value, path, context) => Shapes.Object(("name", Shapes.Name), ("availability_zone", Zone))(value, path, context)
        ?? (value.EnumerateObject().Any() ? null : Shapes.Fault(value, path, "It does not have enough properties.")));

    private static readonly Shape Host = Shapes.Object(new Member("host", Shapes.Text(1, 255)) { IsRequired = true });

    private static readonly Shape Metadata = Shapes.Object(new Member("metadata", Shapes.Map(Shapes.IsMetadataKey, Shapes.Nullable(Shapes.Text(0, 255)), min: 1)) { IsRequired = true });

    private static readonly Field[] Common =
    [
        Field.Number("id", aggregate => int.Parse(aggregate.Id, CultureInfo.InvariantCulture)),
        Field.Text("uuid", aggregate => aggregate.Uuid) with { Since = 41 },
        Field.Text("name", aggregate => aggregate.Name),
        Field.Text("availability_zone", aggregate => aggregate.Zone),
        Field.Text("created_at", aggregate => Times.Exact(aggregate.CreatedAt)),
        Field.Text("updated_at", aggregate => Times.Exact(aggregate.UpdatedAt)),
        Field.Flag("deleted", _ => false),
        Field.Text("deleted_at", _ => null),
    ];

    private static readonly View<Aggregate> Created = new(Common);

    private static readonly View<Aggregate> Shown = new(
    [
        .. Common,
        new("hosts", (writer, aggregate, _) => ServerViews.WriteTexts(writer, aggregate.Hosts)),
        new("metadata", (writer, aggregate, _) => KeyValues.Write(writer, aggregate.Metadata)),
    ]);

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, Place, request => request.Require("os-aggregates:index").Map(_ =>
            Shown.Many("aggregates", request.State.In(ComputeTables.Aggregates).All.OrderBy(aggregate => aggregate.CreatedAt), request)));
        api.Map(routes, HttpMethods.Post, Place, CreateAsync);
        api.Map(routes, HttpMethods.Get, One, request => request.Require("os-aggregates:show").Then(_ => Find(request.State, request.Route("id"))).Map(aggregate => Shown.One("aggregate", aggregate, request)));
        api.Map(routes, HttpMethods.Put, One, UpdateAsync);
        api.Map(routes, HttpMethods.Delete, One, DeleteAsync);
        api.Map(routes, HttpMethods.Post, One + "/action", ActAsync);
        api.Map(routes, HttpMethods.Post, One + "/images", CacheAsync, new VersionRange(81));
    }

    private static Result<Aggregate> Find(IStateReader state, string id) =>
        !int.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? NovaErrors.BadRequest($"Invalid aggregate id '{id}': it is a number.")
        : state.In(ComputeTables.Aggregates).Find(id) is { } aggregate ? aggregate
        : NovaErrors.NotFound($"Aggregate {id} could not be found.");

    private async ValueTask<Result<Reply>> CreateAsync(ComputeRequest request)
    {
        if (!request.Require("os-aggregates:create").TryGet(out _, out var error) || !(await request.BodyAsync(Create)).TryGet(out var body, out error))
            return error;
        var wanted = body.GetProperty("aggregate");
        return (await store.WriteAsync(request.Write, Result<Aggregate> (state) =>
        {
            if (state.In(ComputeTables.Aggregates).All.Any(other => other.Name == wanted.TextOf("name")))
                return NovaErrors.Conflict($"Aggregate {wanted.TextOf("name")} already exists.");
            var aggregate = new Aggregate
            {
                Id = Counter.Next(state, "aggregates").ToString(CultureInfo.InvariantCulture),
                Uuid = Guid.NewGuid().ToString(),
                Name = wanted.TextOf("name")!,
                Metadata = wanted.TextOf("availability_zone") is { } zone ? [new NodeKeyValue(Aggregate.ZoneKey, zone)] : [],
                CreatedAt = state.Time,
            };
            state.Insert(ComputeTables.Aggregates, aggregate);
            return aggregate;
        })).Map(aggregate => Created.One("aggregate", aggregate, request));
    }

    private async ValueTask<Result<Reply>> UpdateAsync(ComputeRequest request)
    {
        if (!request.Require("os-aggregates:update").TryGet(out _, out var error) || !(await request.BodyAsync(Update)).TryGet(out var body, out error))
            return error;
        var wanted = body.GetProperty("aggregate");
        return await ChangeAsync(request, (state, aggregate) =>
        {
            if (wanted.TextOf("name") is { } name && state.In(ComputeTables.Aggregates).All.Any(other => other.Name == name && other.Id != aggregate.Id))
                return NovaErrors.Conflict($"Aggregate {name} already exists.");
            var renamed = aggregate with { Name = wanted.TextOf("name") ?? aggregate.Name };
            return wanted.Has("availability_zone") ? WithZone(state, renamed, wanted.TextOf("availability_zone")) : renamed;
        });
    }

    private static Result<Aggregate> WithZone(IStateReader state, Aggregate aggregate, string? zone)
    {
        var changed = aggregate with
        {
            Metadata = zone is null ? aggregate.Metadata.Without(Aggregate.ZoneKey) : aggregate.Metadata.With([new NodeKeyValue(Aggregate.ZoneKey, zone)]),
        };
        if (zone == aggregate.Zone)
            return changed;
        if (aggregate.Hosts.Items.Any(host => HasPinned(state, host, zone)))
            return NovaErrors.BadRequest($"Cannot update aggregate {aggregate.Id}. Reason: One or more hosts contain instances in this zone.");
        return changed.Hosts.Items.FirstOrDefault(host => IsInOtherZone(state, changed, host)) is { } other
            ? NovaErrors.Conflict($"Cannot update aggregate {aggregate.Id}. Reason: Host {other} is already in another availability zone.")
            : changed;
    }

    // An instance whose maker wanted a zone stays in it.
    private static bool HasPinned(IStateReader state, string host, string? zone) =>
        ComputeTables.ServersByHost.Of(state, host).Any(server => server.WantedZone is { } wanted && wanted != zone);

    private static bool IsInOtherZone(IStateReader state, Aggregate aggregate, string host) => aggregate.Zone is { } zone
        && ComputeTables.AggregatesByHost.Of(state, host).Any(other => other.Id != aggregate.Id && other.Zone is { } theirs && theirs != zone);

    private async ValueTask<Result<Reply>> DeleteAsync(ComputeRequest request)
    {
        if (!request.Require("os-aggregates:delete").TryGet(out _, out var error))
            return error;
        return await store.WriteAsync(request.Write, state => Find(state, request.Route("id")).Then(Result<Reply> (aggregate) =>
        {
            if (!aggregate.Hosts.IsEmpty)
                return NovaErrors.BadRequest($"Cannot delete aggregate {aggregate.Id}. Reason: Host aggregate is not empty.");
            state.Delete(ComputeTables.Aggregates, aggregate.Id);
            return new Reply(StatusCodes.Status200OK, null);
        }));
    }

    private async ValueTask<Result<Reply>> ActAsync(ComputeRequest request)
    {
        if (!(await request.BodyAsync(Shapes.Any)).TryGet(out var body, out var error))
            return error;
        var (rule, shape) = body.Has("add_host") ? ("add_host", Host) : body.Has("remove_host") ? ("remove_host", Host) : body.Has("set_metadata") ? ("set_metadata", Metadata) : ("", Shapes.Any);
        if (rule.Length == 0)
            return NovaErrors.BadRequest("There is no such action: expected add_host, remove_host or set_metadata.");
        if (!request.Require($"os-aggregates:{rule}").TryGet(out _, out error))
            return error;
        if (request.FaultOf(Shapes.Wrapped(rule, shape), body) is { } fault)
            return NovaErrors.BadRequest(fault);
        var arguments = body.Of(rule);
        return await ChangeAsync(request, (state, aggregate) => rule switch
        {
            "add_host" => WithHost(state, aggregate, arguments.TextOf("host")!),
            "remove_host" => WithoutHost(state, aggregate, arguments.TextOf("host")!),
            _ => WithMetadata(state, aggregate, arguments.Of("metadata")),
        });
    }

    private static Result<Aggregate> WithHost(IStateReader state, Aggregate aggregate, string host)
    {
        if (!state.In(ComputeTables.Hosts).Contains(host))
            return NovaErrors.NoHost(host);
        if (aggregate.Hosts.Items.Contains(host))
            return NovaErrors.Conflict($"Aggregate {aggregate.Id} already has host {host}.");
        if (IsInOtherZone(state, aggregate, host))
            return NovaErrors.Conflict($"Cannot add host to aggregate {aggregate.Id}. Reason: One or more hosts already in different availability zone(s).");
        var movesZone = aggregate.Zone is not null && !ComputeTables.AggregatesByHost.Of(state, host).Any(other => other.Zone == aggregate.Zone);
        return movesZone && HasPinned(state, host, aggregate.Zone)
            ? NovaErrors.Conflict($"Cannot add host to aggregate {aggregate.Id}. Reason: Host {host} contains instances in another zone.")
            : aggregate with { Hosts = [.. aggregate.Hosts.Items, host] };
    }

    private static Result<Aggregate> WithoutHost(IStateReader state, Aggregate aggregate, string host)
    {
        if (!state.In(ComputeTables.Hosts).Contains(host))
            return NovaErrors.NoHost(host);
        if (!aggregate.Hosts.Items.Contains(host))
            return NovaErrors.NotFound($"Aggregate {aggregate.Id} has no host {host}.");
        return aggregate.Zone is not null && HasPinned(state, host, zone: null)
            ? NovaErrors.Conflict($"Cannot remove host from aggregate {aggregate.Id}. Reason: Host {host} contains instances in this zone.")
            : aggregate with { Hosts = aggregate.Hosts.Where(other => other != host).ToEquatableList() };
    }

    private static Result<Aggregate> WithMetadata(IStateReader state, Aggregate aggregate, JsonElement given)
    {
        // A key without a value takes the key away.
        var changed = aggregate;
        foreach (var pair in given.EnumerateObject())
        {
            var value = pair.Value.GetString();
            if (pair.Name == Aggregate.ZoneKey)
            {
                if (!WithZone(state, changed, value).TryGet(out var zoned, out var error))
                    return error;
                changed = zoned;
                continue;
            }
            changed = changed with { Metadata = value is null ? changed.Metadata.Without(pair.Name) : changed.Metadata.With([new NodeKeyValue(pair.Name, value)]) };
        }
        return changed;
    }

    // Hosts fetch images when they need them, and keep them: there is nothing to do before.
    private static async ValueTask<Result<Reply>> CacheAsync(ComputeRequest request)
    {
        var shape = Shapes.Object(new Member("cache", Shapes.List(Shapes.Object(new Member("id", Shapes.Uuid) { IsRequired = true }), min: 1, areUnique: true)) { IsRequired = true });
        if (!request.Require("compute:aggregates:images").TryGet(out _, out var error) || !(await request.BodyAsync(shape)).TryGet(out _, out error))
            return error;
        return Find(request.State, request.Route("id")).Map(_ => new Reply(StatusCodes.Status202Accepted, null));
    }

    private async Task<Result<Reply>> ChangeAsync(ComputeRequest request, Func<IStateReader, Aggregate, Result<Aggregate>> change) =>
        (await store.WriteAsync(request.Write, state => Find(state, request.Route("id")).Then(aggregate => change(state, aggregate)).Map(changed =>
        {
            changed = changed with { UpdatedAt = state.Time };
            state.Update(ComputeTables.Aggregates, changed);
            return changed;
        }))).Map(aggregate => Shown.One("aggregate", aggregate, request));
}
