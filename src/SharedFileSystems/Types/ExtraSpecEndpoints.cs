using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.State;

namespace Naru.SharedFileSystems.Types;

/// <summary><c>/types/{id}/extra_specs</c>, for administrators.</summary>
internal sealed class ExtraSpecEndpoints(ShareApi api, Store store)
{
    private const string All = "types/{id}/extra_specs";
    private const string One = All + "/{key}";
    private const int LongestValue = 255;

    public void Map()
    {
        api.Map(HttpMethods.Get, All, request => TypeEndpoints.Find(request.State, request, "share_types_extra_spec:index").Map(type => Show("extra_specs", type.ExtraSpecs)));
        api.Map(HttpMethods.Post, All, request => ChangeAsync(request, "share_types_extra_spec:create", isOne: false));
        api.Map(HttpMethods.Get, One, request => TypeEndpoints.Find(request.State, request, "share_types_extra_spec:show").Then<Reply>(type => type.Spec(request.Route("key")) is { } value
            ? Show(null, [new NameValue(request.Route("key"), value)])
            : ManilaErrors.NotFound("Extra spec", request.Route("key"))));
        api.Map(HttpMethods.Put, One, request => ChangeAsync(request, "share_types_extra_spec:update", isOne: true));
        api.Map(HttpMethods.Delete, One, DeleteAsync);
    }

    private async Task<Result<Reply>> ChangeAsync(ShareRequest request, string rule, bool isOne)
    {
        if (!TypeEndpoints.Find(request.State, request, rule).TryGet(out _, out var error))
            return error;
        var given = request.Body;
        if (!isOne && (given.ValueKind is not JsonValueKind.Object || !given.TryGetProperty("extra_specs", out given)))
            return ManilaErrors.Invalid("The body must be an object with the attribute 'extra_specs'.");
        if (!MetadataText.Read(given, "extra_specs").TryGet(out var specs, out error))
            return error;
        if (isOne && (specs.Count != 1 || specs[0].Name != request.Route("key")))
            return ManilaErrors.Invalid($"The body must have exactly the extra spec that the path names, '{request.Route("key")}'.");
        if (specs.Items.FirstOrDefault(spec => spec.Value.Length > LongestValue) is { } lengthy)
            return ManilaErrors.Invalid($"The value of the extra spec '{lengthy.Name}' has {lengthy.Value.Length} characters, more than {LongestValue}.");
        if (specs.Items.FirstOrDefault(spec => spec.Name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('_' or '-' or '.' or ':' or ' '))) is { } odd)
            return ManilaErrors.Invalid($"The name of the extra spec '{odd.Name}' may have letters, digits, underscores, periods, colons and hyphens.");
        if (specs.Items.Select(ExtraSpecs.RefusalOf).FirstOrDefault(wrong => wrong is not null) is { } invalid)
            return invalid;
        specs = [.. specs.Items.Select(ExtraSpecs.Kept)];
        return (await store.WriteAsync(request.Write, state => TypeEndpoints.Find(state, request, rule).Map(type =>
        {
            var changed = type with { ExtraSpecs = MetadataText.Merge(type.ExtraSpecs, specs) };
            state.Update(ShareTables.Types, changed);
            return specs;
        }))).Map(changed => Show(isOne ? null : "extra_specs", changed));
    }

    private Task<Result<Reply>> DeleteAsync(ShareRequest request) => store.WriteAsync(request.Write, state => TypeEndpoints.Find(state, request, "share_types_extra_spec:delete").Then<Reply>(type =>
    {
        var key = request.Route("key");
        if (key == ExtraSpecs.HandlesShareServers || (key == ExtraSpecs.Snapshots && request.Version.Minor < 24))
            return ManilaErrors.Forbidden($"Required extra spec '{key}' cannot be deleted.");
        if (type.Spec(key) is null)
            return ManilaErrors.NotFound("Extra spec", key);
        state.Update(ShareTables.Types, type with { ExtraSpecs = MetadataText.Without(type.ExtraSpecs, key) });
        return Replies.Accepted;
    }));

    private static Reply Show(string? name, EquatableList<NameValue> specs) => Reply.Json(writer =>
    {
        if (name is null)
        {
            Fields.WritePairs(writer, specs);
            return;
        }
        writer.WriteStartObject();
        writer.WritePropertyName(name);
        Fields.WritePairs(writer, specs);
        writer.WriteEndObject();
    });
}
