using Naru.Primitives;

namespace Naru.Rest.Querying;

/// <summary>The four tag filters (extension <c>standard-attr-tag</c>): <c>tags</c> all, <c>tags-any</c> any, and their negations.</summary>
internal sealed class TagFilter
{
    private readonly List<Func<EquatableList<string>, bool>> _conditions = [];

    public void Add(string name, IEnumerable<string> texts)
    {
        string[] wanted = [.. texts.SelectMany(text => text.Split(','))];
        _conditions.Add(name switch
        {
            "tags" => tags => wanted.All(tags.Items.Contains),
            "tags-any" => tags => wanted.Any(tags.Items.Contains),
            "not-tags" => tags => !wanted.All(tags.Items.Contains),
            _ => tags => !wanted.Any(tags.Items.Contains),
        });
    }

    public bool Matches(EquatableList<string> tags) => _conditions.TrueForAll(condition => condition(tags));
}
