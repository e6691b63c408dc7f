namespace Naru.ObjectStorage.Index;

/// <summary>The store of one project.</summary>
internal sealed record Account(long Id, string Name, Timestamp Created, HeaderMap Headers);
