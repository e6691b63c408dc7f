namespace Naru.ObjectStorage.Index;

/// <summary>What the bytes of an object are. Numbers are stored.</summary>
internal enum ObjectKind
{
    Plain = 0,

    /// <summary>A static large object: the bytes are its manifest.</summary>
    StaticLarge = 1,

    /// <summary>Says that the object was deleted at this version; has no bytes.</summary>
    DeleteMarker = 2,
}
