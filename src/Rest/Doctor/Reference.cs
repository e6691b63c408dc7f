using Naru.State;

namespace Naru.Rest.Doctor;

/// <summary>An attribute by which documents of one table name those of another.</summary>
public abstract class Reference
{
    /// <param name="kind">The word for the object: <c>port</c>.</param>
    /// <param name="attribute">The attribute's name on the wire: <c>network_id</c>.</param>
    /// <param name="ids">What a document refers to; null and the empty text refer to nothing.</param>
    public static Reference Of<T, TTarget>(string kind, Table<T> table, string attribute, Func<T, IEnumerable<string?>> ids, Table<TTarget> target)
        where T : class, IDocument where TTarget : class, IDocument => new Typed<T, TTarget>(kind, table, attribute, ids, target);

    /// <inheritdoc cref="Of{T, TTarget}(string, Table{T}, string, Func{T, IEnumerable{string?}}, Table{TTarget})"/>
    public static Reference Of<T, TTarget>(string kind, Table<T> table, string attribute, Func<T, string?> id, Table<TTarget> target)
        where T : class, IDocument where TTarget : class, IDocument => new Typed<T, TTarget>(kind, table, attribute, document => [id(document)], target);

    public abstract IEnumerable<Violation> Dangling(Snapshot state);

    private sealed class Typed<T, TTarget>(string kind, Table<T> table, string attribute, Func<T, IEnumerable<string?>> ids, Table<TTarget> target) : Reference
        where T : class, IDocument where TTarget : class, IDocument
    {
        public override IEnumerable<Violation> Dangling(Snapshot state) =>
            from document in state.In(table).All
            from id in ids(document)
            where id is { Length: > 0 } && !state.In(target).Contains(id)
            select new Violation(
                Violation.Title(kind, document.Id), $"{attribute} is {id}, which is not among the {target.Name}", $"an id that the table '{target.Name}' has");
    }
}
