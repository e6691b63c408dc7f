using Naru.Images.Attributes;
using Naru.Images.Documents;
using Naru.Images.Requests;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Images.Listing;

/// <summary>A part of a list.</summary>
/// <param name="HasMore">Others follow the last of these.</param>
internal sealed record ImagePage(IReadOnlyList<Image> Images, bool HasMore)
{
    public static Result<ImagePage> Of(IStateReader state, Caller caller, ImageQuery query)
    {
        IEnumerable<Image> found = state.In(ImageTables.Images).All
            .Where(image => IsListed(state, caller, image, query) && query.Filters.All(filter => filter(image)))
            .Order(query.Order);
        if (query.Marker is { } marker)
        {
            // The marker itself may have changed so that it is not in the list any more; its place is known all the same.
            if (state.In(ImageTables.Images).Find(marker) is not { } last || !IsListed(state, caller, last, query with { Visibility = null, MemberStatus = null }, isAnyCommunity: true))
                return Error.Invalid($"Invalid marker: no image '{marker}' is there.");
            found = found.Where(image => query.Order.Compare(image, last) > 0);
        }
        var images = found.Take(query.Limit + 1).ToList();
        return images.Count > query.Limit ? new ImagePage(images[..query.Limit], HasMore: query.Limit > 0) : new ImagePage(images, HasMore: false);
    }

    public Reply Reply(ApiRequest request) =>
        PageReply.Of(request, "images", "images", Images, ImageView.Write, HasMore ? Images[^1].Id : null);

    private static bool IsListed(IStateReader state, Caller caller, Image image, ImageQuery query, bool isAnyCommunity = false)
    {
        if (query.Visibility is { } asked && !query.AsksForEverything && image.Visibility != asked)
            return false;
        if (ImageAccess.Owns(caller, image))
            return true;
        return image.Visibility switch
        {
            Visibility.Public => true,
            Visibility.Community => isAnyCommunity || query.Visibility is not null,
            Visibility.Shared when ImageAccess.Membership(state, caller, image) is { } member => query.MemberStatus is null || member.Status == query.MemberStatus,
            _ => caller.IsAdmin,
        };
    }
}
