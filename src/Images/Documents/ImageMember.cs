using Naru.State;

namespace Naru.Images.Documents;

/// <summary>A project that an image is shared with.</summary>
public sealed record ImageMember : IDocument
{
    public const string Pending = "pending";
    public const string Accepted = "accepted";
    public const string Rejected = "rejected";

    public string Id => KeyOf(ImageId, ProjectId);

    public required string ImageId { get; init; }

    public required string ProjectId { get; init; }

    /// <summary>What the project says about it: only what it accepted is in its list.</summary>
    public required string Status { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Ids of images hold no slash.</summary>
    public static string KeyOf(string imageId, string projectId) => $"{imageId}/{projectId}";
}
