using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Views;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.BlockStorage.Types;

/// <summary><c>/types/{type}/extra_specs</c>: what backends must be and do for volumes of a type.</summary>
internal sealed class ExtraSpecEndpoints(VolumeApi api, Store store)
{
    private const string All = "types/{id}/extra_specs";
    private const string One = All + "/{key}";
    private const string Rule = "volume_extension:types_extra_specs:";

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, All, request => Find(request, request.State, "index").Map(type => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            Show.WriteMap(writer, "extra_specs", type.ExtraSpecs);
            writer.WriteEndObject();
        })));
        api.Map(routes, HttpMethods.Post, All, CreateAsync);
        api.Map(routes, HttpMethods.Get, One, request => Find(request, request.State, "show").Then(type =>
            type.ExtraSpecs.Value(request.Route("key")) is { } value ? Item(request.Route("key"), value) : (Result<Reply>)NoSpec(type, request.Route("key"))));
        api.Map(routes, HttpMethods.Put, One, UpdateAsync);
        api.Map(routes, HttpMethods.Delete, One, DeleteAsync);
    }

    private async Task<Result<Reply>> CreateAsync(VolumeRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error))
            return error;
        if (body.ValueKind is not JsonValueKind.Object || !body.TryGetProperty("extra_specs", out var given))
            return Error.Invalid("Invalid input: 'extra_specs' is a required property.");
        if (Check.Specs(given) is { } problem)
            return Error.Invalid($"Invalid input for field/attribute extra_specs: it {problem}.");
        var specs = Fields.MapOf(given);
        return (await ChangeAsync(request, "create", type => type.ExtraSpecs.With(specs))).Map(_ => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            Show.WriteMap(writer, "extra_specs", specs);
            writer.WriteEndObject();
        }));
    }

    private async Task<Result<Reply>> UpdateAsync(VolumeRequest request)
    {
        var key = request.Route("key");
        if (!(await request.BodyAsync()).TryGet(out var body, out var error))
            return error;
        if (body.ValueKind is not JsonValueKind.Object || Check.Specs(body) is not null || Fields.MapOf(body) is not [var spec] || spec.Key != key)
            return Error.Invalid($"Request body must be an object with the one key '{key}', and a text as its value.");
        return (await ChangeAsync(request, "update", type => type.ExtraSpecs.With(key, spec.Value))).Map(_ => Item(key, spec.Value));
    }

    private async Task<Result<Reply>> DeleteAsync(VolumeRequest request)
    {
        var key = request.Route("key");
        return (await ChangeAsync(request, "delete", type => type.ExtraSpecs.Value(key) is null ? NoSpec(type, key) : type.ExtraSpecs.Without(key)))
            .Map(_ => new Reply(StatusCodes.Status202Accepted, null));
    }

    private Task<Result<VolumeType>> ChangeAsync(VolumeRequest request, string operation, Func<VolumeType, Result<EquatableList<Entry>>> change) =>
        store.WriteAsync(request.Write, state => Find(request, state, operation).Then(type =>
        {
            if (BlockStorageTables.VolumesByType.Any(state, type.Id))
                return Error.Invalid("Volume Type is currently in use.");
            return change(type).Map(specs =>
            {
                var changed = type with { ExtraSpecs = specs, UpdatedAt = state.Time };
                state.Update(BlockStorageTables.Types, changed);
                return changed;
            });
        }));

    private static Result<VolumeType> Find(VolumeRequest request, IStateReader state, string operation) =>
        request.Refusal(Rule + operation) is { } refusal ? refusal : TypeAccess.Find(state, request.Caller, request.Id);

    private static Error NoSpec(VolumeType type, string key) =>
        Error.NotFound("VolumeTypeExtraSpecsNotFound", $"Volume Type {type.Id} has no extra specs with key {key}.");

    private static Reply Item(string key, string value) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString(key, value);
        writer.WriteEndObject();
    });
}
