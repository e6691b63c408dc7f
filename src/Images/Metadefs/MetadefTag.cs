namespace Naru.Images.Metadefs;

/// <summary>A word that resources may be marked with.</summary>
public sealed record MetadefTag(string Name, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt) : IMetadef;
