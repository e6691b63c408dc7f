namespace Naru.ObjectStorage;

/// <summary>What an operator decides about the object store.</summary>
/// <param name="DataDirectory">Where objects and their index are kept.</param>
public sealed record ObjectStorageOptions(string DataDirectory);
