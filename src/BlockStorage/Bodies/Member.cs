namespace Naru.BlockStorage.Bodies;

/// <summary>A member of an object in a body.</summary>
internal sealed record Member(string Name, ValueCheck Check)
{
    public bool IsRequired { get; init; }

    /// <summary>The minor version that knows it first.</summary>
    public int Since { get; init; }
}
