namespace Naru.Images.Documents;

/// <summary>Who sees an image, in the words of the API.</summary>
public static class Visibility
{
    public const string Private = "private";

    /// <summary>The owner and whom the owner made a member.</summary>
    public const string Shared = "shared";

    /// <summary>Everybody who knows its id or asks for such images.</summary>
    public const string Community = "community";

    public const string Public = "public";

    public static readonly string[] All = [Private, Shared, Community, Public];
}
