namespace Naru.Images.Metadefs;

/// <summary>Something that is defined in a namespace, under a name of its own.</summary>
public interface IMetadef
{
    string Name { get; }

    DateTimeOffset CreatedAt { get; }
}
