using Naru.State;

namespace Naru.Images.Documents;

/// <summary>An import, how it went, and who asked for it.</summary>
public sealed record ImageTask : IDocument
{
    public const string Pending = "pending";
    public const string Processing = "processing";
    public const string Success = "success";
    public const string Failure = "failure";

    public required string Id { get; init; }

    public required string ImageId { get; init; }

    public required string Status { get; init; }

    /// <summary>The body of the request, as JSON.</summary>
    public required string Request { get; init; }

    public string Owner { get; init; } = "";

    public string UserId { get; init; } = "";

    public string RequestId { get; init; } = "";

    /// <summary>Why it failed; otherwise empty.</summary>
    public string Message { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}
