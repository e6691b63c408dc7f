using Naru.ObjectStorage.Content;
using Naru.ObjectStorage.Index;

namespace Naru.ObjectStorage.Objects;

/// <summary>An object that has arrived and is to be put in place.</summary>
/// <param name="Item">As it will be; its time is set when it is put in place.</param>
internal sealed record NewObject(StoredObject Item, StoredContent Content)
{
    public static NewObject Of(string name, StoredContent content, string contentType, HeaderMap headers, long? end) => new(
        new StoredObject
        {
            Name = name,
            Modified = default,
            Size = content.Size,
            StoredSize = content.Size,
            ETag = content.ETag,
            StoredETag = content.ETag,
            ContentType = contentType,
            Headers = headers,
            Content = content.Address,
            DeleteAt = end,
        },
        content);
}
