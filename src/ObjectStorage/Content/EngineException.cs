namespace Naru.ObjectStorage.Content;

/// <summary>What keeps the bytes cannot be reached, or does not want to; another attempt may succeed.</summary>
internal sealed class EngineException(string message, Exception? cause = null) : IOException(message, cause);
