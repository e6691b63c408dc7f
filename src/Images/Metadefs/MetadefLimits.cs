namespace Naru.Images.Metadefs;

/// <summary>The lengths that Glance's schemas of metadata definitions allow, and how many definitions fit into a namespace.</summary>
internal static class MetadefLimits
{
    public const int NameLength = 80;
    public const int DescriptionLength = 500;
    public const int OwnerLength = 255;
    public const int Definitions = 1000;
}
