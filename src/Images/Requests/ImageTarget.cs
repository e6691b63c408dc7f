using Naru.Images.Documents;
using Naru.Rest.Policy;

namespace Naru.Images.Requests;

/// <summary>An image as policies see it.</summary>
/// <param name="memberId">The project that the image is shared with, if the question is about one.</param>
internal readonly struct ImageTarget(Image image, string? memberId) : IPolicyTarget
{
    public string? Attribute(string name) => name switch
    {
        "project_id" or "owner" or "tenant" => image.Owner,
        "member_id" => memberId,
        "visibility" => image.Visibility,
        _ => null,
    };
}
