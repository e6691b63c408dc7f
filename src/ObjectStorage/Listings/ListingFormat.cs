using System.Globalization;
using Naru.ObjectStorage.Requests;
using Naru.Primitives;

namespace Naru.ObjectStorage.Listings;

/// <summary>How a listing is written.</summary>
internal enum ListingFormat
{
    Plain,
    Json,
    Xml,
}

/// <summary>Chooses the format: <c>?format=</c> first, then the Accept header.</summary>
internal static class ListingFormats
{
    public static string ContentType(this ListingFormat format) => format switch
    {
        ListingFormat.Json => "application/json; charset=utf-8",
        ListingFormat.Xml => "application/xml; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    };

    public static Result<ListingFormat> Of(StorageRequest request)
    {
        if (request.Query("format") is { } named)
        {
            return named switch
            {
                "json" => ListingFormat.Json,
                "xml" => ListingFormat.Xml,
                _ => ListingFormat.Plain,
            };
        }
        if (request.Header("Accept") is not { Length: > 0 } accept)
            return ListingFormat.Plain;
        var best = accept.Split(',').Select(Read).Where(choice => choice.Format is not null).OrderByDescending(choice => choice.Quality).FirstOrDefault();
        return best.Format is { } format ? format : SwiftErrors.NotAcceptable;
    }

    private static (ListingFormat? Format, double Quality) Read(string choice)
    {
        var parts = choice.Split(';');
        var quality = parts.Skip(1).Select(parameter => parameter.Trim())
            .Where(parameter => parameter.StartsWith("q=", StringComparison.Ordinal))
            .Select(parameter => double.TryParse(parameter[2..], CultureInfo.InvariantCulture, out var value) ? value : 0)
            .FirstOrDefault(1);
        return (parts[0].Trim() switch
        {
            "application/json" => ListingFormat.Json,
            "application/xml" or "text/xml" => ListingFormat.Xml,
            "text/plain" or "text/*" or "*/*" => ListingFormat.Plain,
            "application/*" => ListingFormat.Json,
            _ => null,
        }, quality);
    }
}
