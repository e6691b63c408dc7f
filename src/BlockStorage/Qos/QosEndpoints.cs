using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Listing;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Types;
using Naru.BlockStorage.Views;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.Rest.Style;
using Naru.State;

namespace Naru.BlockStorage.Qos;

/// <summary><c>/qos-specs</c>: kept, shown and associated with types.</summary>
internal sealed class QosEndpoints(VolumeApi api, Store store)
{
    private const string One = "qos-specs/{id}";
    private const string Rule = "volume_extension:qos_specs_manage:";

    private static readonly string[] Consumers = ["front-end", "back-end", "both"];

    private static readonly Shape<QosSpecs> Look = new(
        Show.Text<QosSpecs>("id", qos => qos.Id),
        Show.Text<QosSpecs>("name", qos => qos.Name),
        Show.Text<QosSpecs>("consumer", qos => qos.Consumer),
        Show.Map<QosSpecs>("specs", qos => qos.Specs));

    private static readonly ListKind<QosSpecs> Kind = new("qos_specs", qos => qos.Id, qos => qos.CreatedAt)
    {
        Singular = "QoSSpecs",
        HasLinks = false,
        SortKeys = new Dictionary<string, Func<QosSpecs, IComparable?>> { ["id"] = qos => qos.Id, ["name"] = qos => qos.Name, ["created_at"] = qos => qos.CreatedAt },
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, "qos-specs", request => request.Refusal(Rule + "get_all") is { } refusal
            ? refusal
            : Kind.Reply(request, request.State.In(BlockStorageTables.Qos).All, (writer, qos) => Look.Write(writer, qos, request.Viewer), "qos-specs"));
        api.Map(routes, HttpMethods.Post, "qos-specs", CreateAsync);
        api.Map(routes, HttpMethods.Get, One, request => Find(request, request.State, "get").Map(qos => Shown(request, qos)));
        api.Map(routes, HttpMethods.Put, One, UpdateAsync);
        api.Map(routes, HttpMethods.Delete, One, DeleteAsync);
        api.Map(routes, HttpMethods.Put, One + "/delete_keys", DeleteKeysAsync);
        api.Map(routes, HttpMethods.Get, One + "/associations", Associations);
        api.Map(routes, HttpMethods.Get, One + "/associate", request => AssociateAsync(request, (_, qos) => qos.Id));
        api.Map(routes, HttpMethods.Get, One + "/disassociate", request => AssociateAsync(request, (type, qos) => type.QosId == qos.Id ? null : type.QosId));
        api.Map(routes, HttpMethods.Get, One + "/disassociate_all", async request => (await ChangeAsync(request, "update", (state, qos) =>
        {
            Disassociate(state, qos);
            return qos;
        })).Map(_ => new Reply(StatusCodes.Status202Accepted, null)));
    }

    private async Task<Result<Reply>> CreateAsync(VolumeRequest request)
    {
        if (request.Refusal(Rule + "create") is { } refusal)
            return refusal;
        if (!(await GivenAsync(request)).TryGet(out var given, out var error))
            return error;
        if (given.Value("name") is not { Length: > 0 and <= Limits.NameLength } name)
            return Error.Invalid("Invalid input for field/attribute name: a text of 1 to 255 letters is needed.");
        var consumer = given.Value("consumer") ?? "back-end";
        if (!Consumers.Contains(consumer))
            return Error.Invalid($"Invalid qos specs: the consumer '{consumer}' is not one of {string.Join(", ", Consumers)}.");
        return (await store.WriteAsync(request.Write, state =>
        {
            if (state.In(BlockStorageTables.Qos).All.Any(other => other.Name == name.Trim()))
                return Error.Conflict("QoSSpecsExists", $"QoS Specs {name} already exists.");
            var qos = new QosSpecs
            {
                Id = Guid.NewGuid().ToString(), Name = name.Trim(), Consumer = consumer, Specs = given.Without("name").Without("consumer"), CreatedAt = state.Time,
            };
            state.Insert(BlockStorageTables.Qos, qos);
            return (Result<QosSpecs>)qos;
        })).Map(qos => Shown(request, qos));
    }

    private async Task<Result<Reply>> UpdateAsync(VolumeRequest request)
    {
        if (!(await GivenAsync(request)).TryGet(out var given, out var error))
            return error;
        if (given.Value("consumer") is { } consumer && !Consumers.Contains(consumer))
            return Error.Invalid($"Invalid qos specs: the consumer '{consumer}' is not one of {string.Join(", ", Consumers)}.");
        return (await ChangeAsync(request, "update", (_, qos) => qos with
        {
            Consumer = given.Value("consumer") ?? qos.Consumer,
            Specs = qos.Specs.With(given.Without("consumer")),
        })).Map(_ => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            Show.WriteMap(writer, "qos_specs", given);
            writer.WriteEndObject();
        }));
    }

    private async Task<Result<Reply>> DeleteAsync(VolumeRequest request)
    {
        var isForced = Filters.IsTrue(request.Query["force"].ToString());
        return (await store.WriteAsync(request.Write, state => Find(request, state, "delete").Then(qos =>
        {
            if (!isForced && TypesOf(state, qos).Any())
                return Error.Invalid($"QoS Specs {qos.Id} is still associated with entities.");
            Disassociate(state, qos);
            state.Delete(BlockStorageTables.Qos, qos.Id);
            return Done.Ok;
        }))).Map(_ => new Reply(StatusCodes.Status202Accepted, null));
    }

    private async Task<Result<Reply>> DeleteKeysAsync(VolumeRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error))
            return error;
        if (body.ValueKind is not JsonValueKind.Object || !body.TryGetProperty("keys", out var list) || Check.Texts(list) is not null)
            return Error.Invalid("Invalid input: 'keys' is a required property and an array of strings.");
        var keys = list.EnumerateArray().Select(key => key.GetString()!).ToList();
        return (await ChangeAsync(request, "update", (_, qos) => keys.Find(key => qos.Specs.Value(key) is null) is { } missing
            ? Error.NotFound("QoSSpecsKeyNotFound", $"QoS spec {qos.Id} has no spec with key {missing}.")
            : qos with { Specs = qos.Specs.Where(spec => !keys.Contains(spec.Key)).ToEquatableList() })).Map(_ => new Reply(StatusCodes.Status202Accepted, null));
    }

    private static Result<Reply> Associations(VolumeRequest request) => Find(request, request.State, "get").Map(qos => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("qos_associations");
        foreach (var type in TypesOf(request.State, qos))
        {
            writer.WriteStartObject();
            writer.WriteString("association_type", "volume_type");
            writer.WriteString("name", type.Name);
            writer.WriteString("id", type.Id);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }));

    private async Task<Result<Reply>> AssociateAsync(VolumeRequest request, Func<VolumeType, QosSpecs, string?> next)
    {
        var typeId = request.Query["vol_type_id"].ToString();
        if (typeId.Length == 0)
            return Error.Invalid("Volume Type id must not be None: say it as vol_type_id.");
        return (await ChangeAsync(request, "update", (state, qos) => TypeAccess.Find(state, request.Caller, typeId).Then(type =>
        {
            if (next(type, qos) is { } id && type.QosId is { } other && other != id)
                return Error.Invalid($"Type {type.Id} is already associated with another qos specs: {other}");
            state.Update(BlockStorageTables.Types, type with { QosId = next(type, qos), UpdatedAt = state.Time });
            return (Result<QosSpecs>)qos;
        }))).Map(_ => new Reply(StatusCodes.Status202Accepted, null));
    }

    private Task<Result<QosSpecs>> ChangeAsync(VolumeRequest request, string operation, Func<Transaction, QosSpecs, Result<QosSpecs>> change) =>
        store.WriteAsync(request.Write, state => Find(request, state, operation).Then(qos => change(state, qos)).Map(changed =>
        {
            state.Update(BlockStorageTables.Qos, changed);
            return changed;
        }));

    private static async Task<Result<EquatableList<Entry>>> GivenAsync(VolumeRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error))
            return error;
        if (body.ValueKind is not JsonValueKind.Object || !body.TryGetProperty("qos_specs", out var given))
            return Error.Invalid("Invalid input: 'qos_specs' is a required property.");
        return Check.Specs(given) is { } problem ? Error.Invalid($"Invalid input for field/attribute qos_specs: it {problem}.") : Fields.MapOf(given);
    }

    private static Result<QosSpecs> Find(VolumeRequest request, IStateReader state, string operation)
    {
        if (request.Refusal(Rule + operation) is { } refusal)
            return refusal;
        return state.In(BlockStorageTables.Qos).Find(request.Id) is { } qos ? qos : Error.NotFound("QoSSpecsNotFound", $"No such QoS spec {request.Id}.");
    }

    private static IEnumerable<VolumeType> TypesOf(IStateReader state, QosSpecs qos) => state.In(BlockStorageTables.Types).All.Where(type => type.QosId == qos.Id);

    private static void Disassociate(Transaction state, QosSpecs qos)
    {
        foreach (var type in TypesOf(state, qos).ToList())
            state.Update(BlockStorageTables.Types, type with { QosId = null, UpdatedAt = state.Time });
    }

    private static Reply Shown(VolumeRequest request, QosSpecs qos) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("qos_specs");
        Look.Write(writer, qos, request.Viewer);
        writer.WriteStartArray("links");
        writer.WriteLink("self", $"{request.Root}/qos-specs/{qos.Id}");
        writer.WriteLink("bookmark", $"{request.Root}/qos-specs/{qos.Id}");
        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
