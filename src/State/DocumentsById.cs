using System.Collections;
using System.Collections.Immutable;

namespace Naru.State;

/// <summary>The documents that an index lists, looked up while they are enumerated.</summary>
internal sealed class DocumentsById<T>(ImmutableSortedDictionary<string, T> documents, ImmutableSortedSet<string> ids)
    : IReadOnlyCollection<T> where T : class, IDocument
{
    public int Count => ids.Count;

    public IEnumerator<T> GetEnumerator()
    {
        foreach (var id in ids)
            yield return documents[id];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
