namespace Naru.Images.Documents;

/// <summary>Where an image is in its life, in the words of the API.</summary>
public static class ImageStatus
{
    /// <summary>Without data.</summary>
    public const string Queued = "queued";

    /// <summary>Its data arrive, straight to where they stay.</summary>
    public const string Saving = "saving";

    /// <summary>Its data are staged, or being so, and wait for an import.</summary>
    public const string Uploading = "uploading";

    public const string Importing = "importing";

    public const string Active = "active";

    /// <summary>With data that only administrators may read.</summary>
    public const string Deactivated = "deactivated";
}
