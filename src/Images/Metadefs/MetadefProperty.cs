namespace Naru.Images.Metadefs;

/// <summary>A property that resources may have.</summary>
/// <param name="Schema">What its values are: the JSON object of the API, without the name.</param>
public sealed record MetadefProperty(string Name, string Schema, DateTimeOffset CreatedAt) : IMetadef;
