namespace Naru.Identity;

/// <summary>A service that this program answers for, as the catalog lists it.</summary>
/// <param name="Path">Its place below the public URL.</param>
public sealed record BuiltInService(string Type, string Name, string Path)
{
    public static readonly BuiltInService Identity = new("identity", "keystone", "/identity");

    public static readonly BuiltInService Network = new("network", "neutron", "/networking");
}
