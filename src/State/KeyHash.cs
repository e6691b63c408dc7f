namespace Naru.State;

/// <summary>The one hash that index keys are stored and found by.</summary>
internal static class KeyHash
{
    public static int Of<TKey>(TKey key) where TKey : notnull => EqualityComparer<TKey>.Default.GetHashCode(key);
}
