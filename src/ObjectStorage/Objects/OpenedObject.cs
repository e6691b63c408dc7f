using Naru.ObjectStorage.Content;

namespace Naru.ObjectStorage.Objects;

/// <summary>An object ready to be read.</summary>
/// <param name="IsLarge">Put together from segments; its ETag is written in quotes, because it is not an MD5 of the bytes.</param>
internal sealed record OpenedObject(ObjectBody Body, string ETag, bool IsLarge)
{
    public string WrittenETag => IsLarge ? $"\"{ETag}\"" : ETag;
}
