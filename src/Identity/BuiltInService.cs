namespace Naru.Identity;

/// <summary>A service that this program answers for, as the catalog lists it.</summary>
/// <param name="Path">Its place below the public URL.</param>
public sealed record BuiltInService(string Type, string Name, string Path)
{
    /// <summary>What the catalog adds to the path; may hold <c>$(project_id)s</c>, in whose place a token's project comes.</summary>
    public string Below { get; init; } = "";

    public static readonly BuiltInService Identity = new("identity", "keystone", "/identity");

    public static readonly BuiltInService Network = new("network", "neutron", "/networking");

    public static readonly BuiltInService Image = new("image", "glance", "/image");

    public static readonly BuiltInService Compute = new("compute", "nova", "/compute") { Below = "/v2.1" };

    public static readonly BuiltInService ObjectStore = new("object-store", "swift", "/object-store") { Below = "/v1/AUTH_$(project_id)s" };

    public static readonly BuiltInService Share = new("sharev2", "manilav2", "/share") { Below = "/v2" };

    /// <summary>The same by the name that the service has in the list of OpenStack's service types.</summary>
    public static readonly BuiltInService SharedFileSystem = new("shared-file-system", "manila", "/share") { Below = "/v2" };

    /// <summary>The name that clients have known longest; the type without a version is <see cref="BlockStorage"/>.</summary>
    public static readonly BuiltInService Volume = new("volumev3", "cinderv3", "/volume") { Below = "/v3/$(project_id)s" };

    public static readonly BuiltInService BlockStorage = new("block-storage", "cinder", "/volume") { Below = "/v3/$(project_id)s" };
}
