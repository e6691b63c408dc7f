using System.Buffers;
using System.Text.Json;
using Naru.Compute.Requests;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Compute.Proxies;

/// <summary>Makes and removes objects of the Networking API by its rules, for old versions of this API that have the same ones.</summary>
internal sealed class NetworkCollections(IReadOnlyList<IResourceCollection> collections)
{
    /// <param name="name">What one is called in bodies.</param>
    /// <param name="attributes">Those without a value are left out.</param>
    public Result<IResource> Create(Transaction state, ComputeRequest request, string name, params ReadOnlySpan<(string Name, object? Value)> attributes) =>
        Translated(Of(name).Create(state, request.Caller, Document(attributes), parentId: null));

    public Result<IResource> Update(Transaction state, ComputeRequest request, string name, string id, params ReadOnlySpan<(string Name, object? Value)> attributes) =>
        Translated(Of(name).Update(state, request.Caller, id, Document(attributes), parentId: null));

    public Result<Done> Delete(Transaction state, ComputeRequest request, string name, string id) => Translated(Of(name).Delete(state, request.Caller, id, parentId: null));

    private IResourceCollection Of(string name) => collections.First(collection => collection.Definition.Singular == name);

    private static Result<T> Translated<T>(Result<T> result) => result.Error is { } error ? error.Kind switch
    {
        ErrorKind.OverQuota => NovaErrors.OverQuota(error.Message),
        ErrorKind.Conflict => NovaErrors.BadRequest(error.Message),
        _ => error,
    } : result;

    private static JsonElement Document(ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in attributes)
            {
                switch (value)
                {
                    case string text:
                        writer.WriteString(name, text);
                        break;
                    case int number:
                        writer.WriteNumber(name, number);
                        break;
                }
            }
            writer.WriteEndObject();
        }
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }
}
