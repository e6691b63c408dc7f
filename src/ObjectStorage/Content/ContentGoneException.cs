namespace Naru.ObjectStorage.Content;

/// <summary>The bytes are gone, because the object was replaced or removed after it was found.</summary>
internal sealed class ContentGoneException() : IOException("The object was replaced while it was being read.");
