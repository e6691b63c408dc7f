namespace Naru.ObjectStorage.S3;

/// <summary>A bucket of a store that speaks S3, and the account that this program has there.</summary>
/// <remarks>Properties are set and not init, because generated readers give an init property that the file lacks no default.</remarks>
public sealed record S3Options
{
    /// <summary>Such as <c>https://rgw.example:7480</c>. The bucket is named in the path, not in the host's name.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Is made when it is not there.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>What the names of all objects of the bucket begin with, so that others may use it too.</summary>
    public string Prefix { get; set; } = "";

    public string AccessKey { get; set; } = "";

    public string SecretKey { get; set; } = "";

    /// <summary>The region that requests are signed for; Ceph does not ask.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>What is wrong, beginning with the option's name; null: nothing.</summary>
    public string? Problem() => Endpoint is not { IsAbsoluteUri: true, Scheme: "http" or "https" }
        ? $"endpoint: '{Endpoint}' is no address: expected one such as https://rgw.example:7480."
        : Bucket.Length is < 3 or > 63 ? $"bucket: '{Bucket}' has {Bucket.Length} characters: expected 3 to 63."
        : AccessKey.Length == 0 ? "accessKey: it is missing."
        : SecretKey.Length == 0 ? "secretKey: it is missing."
        : Region.Length == 0 ? "region: it is empty."
        : null;
}
