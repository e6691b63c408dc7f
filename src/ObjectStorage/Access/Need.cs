namespace Naru.ObjectStorage.Access;

/// <summary>What a request needs permission for.</summary>
internal enum Need
{
    /// <summary>An object's bytes and metadata.</summary>
    Read,

    /// <summary>The listing and metadata of a container or, without one, of the account.</summary>
    List,

    /// <summary>Objects made, changed, removed.</summary>
    Write,

    /// <summary>Containers made, changed, removed; the account's metadata changed.</summary>
    Own,
}
