namespace Naru.Rest.Values;

/// <summary>What tags are: short texts, a limited number of them on a resource.</summary>
public static class TagKinds
{
    public const int MaxLength = 255;

    public const int MaxTags = 50;

    public static readonly ListKind<string> List = new(new TextKind(1, MaxLength), MaxTags) { NullIsEmpty = false };
}
