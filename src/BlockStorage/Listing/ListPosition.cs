using System.Globalization;
using Microsoft.AspNetCore.Http;
using Naru.Primitives;

namespace Naru.BlockStorage.Listing;

/// <summary>Which part of a list is asked for.</summary>
/// <param name="IsLimited">The caller said how many.</param>
internal sealed record ListPosition(int Limit, bool IsLimited, int Offset, string? Marker)
{
    public static Result<ListPosition> Parse(IQueryCollection query)
    {
        if (!Number(query, "limit").TryGet(out var limit, out var error) || !Number(query, "offset").TryGet(out var offset, out error))
            return error;
        var marker = query["marker"].ToString();
        return new ListPosition(Math.Min(limit.Value ?? Limits.PageLength, Limits.PageLength), limit.Value is not null, offset.Value ?? 0, marker.Length > 0 ? marker : null);
    }

    private static Result<Optional> Number(IQueryCollection query, string name)
    {
        var text = query[name].ToString();
        if (text.Length == 0)
            return new Optional(null);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new Optional(number)
            : Error.Invalid($"{name} param must be an integer from 0 to {int.MaxValue}, and is '{text}'.");
    }

    private readonly record struct Optional(int? Value);
}
