namespace Naru.ObjectStorage.Index;

/// <summary>Where the bytes of an object are: in a file of their own, or when they are few, in the index itself.</summary>
internal readonly record struct ContentAddress(string Id, bool IsInIndex);
