namespace Naru.ObjectStorage.Content;

/// <summary>Keeps the bytes of objects, each run of them under an id of its own. They are written once, durable before the index names them, and never changed.</summary>
/// <remarks>What the index does not name is left over from a crash or a broken upload, and is swept away.</remarks>
internal interface IContentEngine
{
    /// <summary>Begins a run of bytes.</summary>
    /// <exception cref="EngineException">The engine cannot be reached, or does not want to.</exception>
    Task<IContentWriter> BeginAsync(CancellationToken cancellation);

    /// <summary>Opens some of the bytes for reading; null when they are gone, which happens when the object was just replaced.</summary>
    /// <exception cref="EngineException">The engine cannot be reached, or does not want to.</exception>
    Task<Stream?> OpenAsync(string id, long offset, long length, CancellationToken cancellation);

    /// <summary>Removes bytes that nothing needs any more, now or as soon as it can be done; what a crash prevents is swept.</summary>
    void Discard(IEnumerable<string> ids);

    /// <summary>Removes what former runs of this program have left and nothing needs.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="EngineException">The engine cannot be reached, or does not want to.</exception>
    Task<int> SweepAsync(Func<string, bool> isNeeded, CancellationToken cancellation);
}
