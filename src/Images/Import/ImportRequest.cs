using System.Text.Json;
using Naru.Images.Content;
using Naru.Primitives;

namespace Naru.Images.Import;

/// <summary>The body of a request to import, checked.</summary>
/// <param name="Source">Where to fetch from; null: what is staged.</param>
/// <param name="Json">As it was sent.</param>
internal sealed record ImportRequest(string Method, Uri? Source, string Json)
{
    public static Result<ImportRequest> Parse(JsonElement body, ImportMethods methods, WebSource web)
    {
        if (body.ValueKind is not JsonValueKind.Object
            || !body.TryGetProperty("method", out var method) || method.ValueKind is not JsonValueKind.Object
            || !method.TryGetProperty("name", out var named) || named.ValueKind is not JsonValueKind.String)
        {
            return Error.Invalid("The body is an object with 'method', an object with 'name'.");
        }
        var name = named.GetString()!;
        if (!methods.Names.Contains(name))
            return Error.Invalid($"Unknown import method name '{name}': expected one of {string.Join(", ", methods.Names)}.");
        if (StoresRefusal(body) is { } refusal)
            return refusal;
        if (name != ImportMethods.Web)
            return new ImportRequest(name, null, body.GetRawText());
        return method.TryGetProperty("uri", out var uri) && uri.ValueKind is JsonValueKind.String
            ? web.Check(uri.GetString()!).Map(source => new ImportRequest(name, source, body.GetRawText()))
            : Error.Invalid($"'{name}' needs the 'uri' of the data as text.");
    }

    private static Error? StoresRefusal(JsonElement body)
    {
        if (!body.TryGetProperty("stores", out var stores))
            return null;
        if (stores.ValueKind is not JsonValueKind.Array || stores.GetArrayLength() == 0)
            return Error.Invalid("'stores' is a list of stores.");
        foreach (var store in stores.EnumerateArray())
        {
            if (store.ValueKind is not JsonValueKind.String || store.GetString() != ImageFiles.StoreName)
                return Error.Conflict("UnknownStore", $"There is no store {store.GetRawText()}: the one is '{ImageFiles.StoreName}'.");
        }
        return null;
    }
}
