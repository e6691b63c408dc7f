using System.Globalization;
using Microsoft.AspNetCore.Http;
using Naru.Images.Documents;
using Naru.Primitives;

namespace Naru.Images.Listing;

/// <summary>What a list is asked for.</summary>
/// <param name="Visibility">Null: whatever the caller sees but other projects' community images.</param>
/// <param name="MemberStatus">Of images that others share with the caller: what the caller said to them; null: whatever.</param>
internal sealed record ImageQuery(
    string? Visibility, string? MemberStatus, IReadOnlyList<Func<Image, bool>> Filters, ImageOrder Order, int Limit, string? Marker)
{
    private const string Everything = "all";

    public static Result<ImageQuery> Parse(IQueryCollection query)
    {
        if (!ImageOrder.Parse(query).TryGet(out var order, out var error))
            return error;
        var asked = new ImageQuery(null, ImageMember.Accepted, [], order, Limits.PageLength, null);
        var filters = new List<Func<Image, bool>>();
        var isHiddenAsked = false;
        foreach (var (name, values) in query)
        {
            var value = values[^1] ?? "";
            switch (name)
            {
                case "sort" or "sort_key" or "sort_dir":
                    break;
                case "limit":
                    if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit))
                        return Error.Invalid($"limit param must be a number that is not negative, not '{value}'");
                    asked = asked with { Limit = Math.Min(limit, Limits.LongestPage) };
                    break;
                case "marker":
                    asked = asked with { Marker = value };
                    break;
                case "visibility":
                    if (value != Everything && !Documents.Visibility.All.Contains(value))
                        return Error.Invalid($"Invalid visibility value: {value}: expected one of {string.Join(", ", Documents.Visibility.All)}, {Everything}");
                    asked = asked with { Visibility = value };
                    break;
                case "member_status":
                    if (value is not (ImageMember.Pending or ImageMember.Accepted or ImageMember.Rejected or Everything))
                        return Error.Invalid($"Invalid status: {value}: expected pending, accepted, rejected or all");
                    asked = asked with { MemberStatus = value == Everything ? null : value };
                    break;
                default:
                    isHiddenAsked |= name == "os_hidden";
                    foreach (var text in values)
                    {
                        if (!ImageFilter.Parse(name, text ?? "").TryGet(out var filter, out error))
                            return error;
                        filters.Add(filter);
                    }
                    break;
            }
        }
        if (!isHiddenAsked)
            filters.Add(image => !image.IsHidden);
        return asked with { Filters = filters };
    }

    public bool AsksForEverything => Visibility == Everything;
}
