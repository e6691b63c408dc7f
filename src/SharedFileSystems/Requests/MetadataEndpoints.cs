using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Documents;
using Naru.State;

namespace Naru.SharedFileSystems.Requests;

/// <summary><c>…/metadata</c> of anything that has some.</summary>
/// <param name="Path">Of the thing.</param>
/// <param name="Find">The thing, if the caller may do what a rule names: <c>get</c>, <c>update</c> or <c>delete</c>.</param>
internal sealed record MetadataEndpoints<T>(
    string Path, int Since, Func<IStateReader, ShareRequest, string, Result<T>> Find, Func<T, EquatableList<NameValue>> Get, Action<Transaction, T, EquatableList<NameValue>> Set)
{
    private const string Name = "metadata";
    private const string OneName = "meta";

    public void Map(ShareApi api, Store store)
    {
        var (all, one) = ($"{Path}/metadata", $"{Path}/metadata/{{key}}");
        api.Map(HttpMethods.Get, all, request => Find(request.State, request, "get").Map(item => Show(Name, Get(item))), Since);
        api.Map(HttpMethods.Post, all, request => ChangeAsync(store, request, Name, MetadataText.Merge), Since);
        api.Map(HttpMethods.Put, all, request => ChangeAsync(store, request, Name, (_, given) => given), Since);
        api.Map(HttpMethods.Get, one, request => Find(request.State, request, "get").Then<Reply>(item => Get(item).Items.FirstOrDefault(pair => pair.Name == request.Route("key")) is { } pair
            ? Show(OneName, [pair])
            : ManilaErrors.NotFound("Metadata", request.Route("key"))), Since);
        api.Map(HttpMethods.Put, one, request => ChangeOneAsync(store, request), Since);
        api.Map(HttpMethods.Delete, one, request => store.WriteAsync(request.Write, state => Find(state, request, "delete").Then<Reply>(item =>
        {
            var key = request.Route("key");
            if (Get(item).Items.All(pair => pair.Name != key))
                return ManilaErrors.NotFound("Metadata", key);
            Set(state, item, MetadataText.Without(Get(item), key));
            return Replies.Empty;
        })), Since);
    }

    private async Task<Result<Reply>> ChangeOneAsync(Store store, ShareRequest request)
    {
        if (!BodyReader.Of(request.Body, OneName).TryGet(out var body, out var error))
            return error;
        return body.Names.ToList() is [var only] && only == request.Route("key")
            ? await ChangeAsync(store, request, OneName, MetadataText.Merge)
            : ManilaErrors.Invalid($"The body must have exactly the entry that the path names, '{request.Route("key")}'.");
    }

    private async Task<Result<Reply>> ChangeAsync(Store store, ShareRequest request, string name, Func<EquatableList<NameValue>, EquatableList<NameValue>, EquatableList<NameValue>> change)
    {
        if (!Find(request.State, request, "update").TryGet(out _, out var error))
            return error;
        if (request.Body.ValueKind is not JsonValueKind.Object || !request.Body.TryGetProperty(name, out var given))
            return ManilaErrors.Invalid($"The body must be an object with the attribute '{name}'.");
        if (!MetadataText.Read(given, name).TryGet(out var pairs, out error))
            return error;
        return await store.WriteAsync(request.Write, state => Find(state, request, "update").Map(item =>
        {
            var changed = change(Get(item), pairs);
            Set(state, item, changed);
            return Show(name, name == OneName ? pairs : changed);
        }));
    }

    private static Reply Show(string name, EquatableList<NameValue> pairs) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName(name);
        Fields.WritePairs(writer, pairs);
        writer.WriteEndObject();
    });
}
