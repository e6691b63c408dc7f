using System.Text.Json;
using Microsoft.AspNetCore.Http.Extensions;
using Naru.Rest.Endpoints;

namespace Naru.Images.Requests;

/// <summary>A part of a list, as this API answers it: the items, and where the first part and the next one are.</summary>
internal static class PageReply
{
    /// <param name="path">Below the version: <c>metadefs/namespaces</c>.</param>
    /// <param name="name">Of the list in the answer: <c>namespaces</c>.</param>
    /// <param name="next">The marker of the next part; null: none follows.</param>
    public static Reply Of<T>(ApiRequest request, string path, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write, string? next) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray(name);
        foreach (var item in items)
            write(writer, item);
        writer.WriteEndArray();
        writer.WriteString("first", Url(request, path, null));
        if (next is not null)
            writer.WriteString("next", Url(request, path, next));
        writer.WriteString("schema", $"{ImageApi.Version}/schemas/{path}");
        writer.WriteEndObject();
    });

    private static string Url(ApiRequest request, string path, string? marker)
    {
        var query = new QueryBuilder(request.Http.Request.Query.Where(parameter => parameter.Key != "marker"));
        if (marker is not null)
            query.Add("marker", marker);
        return $"{ImageApi.Version}/{path}{query}";
    }
}
