namespace Naru.Images.Metadefs;

/// <summary>A kind of resources that the definitions of a namespace are for.</summary>
/// <param name="Name">Such as <c>OS::Nova::Flavor</c>.</param>
/// <param name="Prefix">Stands before the names of properties on these resources.</param>
/// <param name="PropertiesTarget">Which of several kinds of metadata of these resources is meant, such as <c>image</c> of volumes.</param>
public sealed record ResourceTypeAssociation(string Name, string? Prefix, string? PropertiesTarget, DateTimeOffset CreatedAt) : IMetadef;
