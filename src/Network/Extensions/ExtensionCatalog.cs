namespace Naru.Network.Extensions;

/// <summary>The extensions that are announced. An alias is here only when its behaviour is.</summary>
public sealed class ExtensionCatalog
{
    private readonly SortedDictionary<string, NetworkExtension> _extensions = new(StringComparer.Ordinal);

    public IReadOnlyCollection<NetworkExtension> All => _extensions.Values;

    public NetworkExtension? Find(string alias) => _extensions.GetValueOrDefault(alias);

    /// <summary>Announces extensions; naming one twice is fine, as several folders may bring parts of it.</summary>
    public void Add(params ReadOnlySpan<NetworkExtension> extensions)
    {
        foreach (var extension in extensions)
            _extensions[extension.Alias] = extension;
    }

    /// <summary>Takes back what the data plane in use does not do.</summary>
    public void Remove(params ReadOnlySpan<string> aliases)
    {
        foreach (var alias in aliases)
            _extensions.Remove(alias);
    }
}
