using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Seed;

/// <summary>Finds what the names in a seed stand for: what it declared further up, then what the state has.</summary>
internal sealed class SeedNames(IReadOnlyList<IResourceCollection> collections)
{
    // Attributes that are not called after what they refer to.
    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["tenant"] = "project",
        ["parent"] = "project",
        ["target_tenant"] = "project",
        ["remote_group"] = "security_group",
        ["fixed_port"] = "port",
    };

    private readonly Dictionary<(string Singular, string Name), List<string>> _declared = [];

    public void Declare(IResourceCollection collection, string name, string id)
    {
        var key = (collection.Definition.Singular, name);
        if (!_declared.TryGetValue(key, out var ids))
            _declared[key] = ids = [];
        ids.Add(id);
    }

    /// <summary>The collection of a key of the file, by its name in list bodies or its path.</summary>
    public IResourceCollection? Collection(string plural) =>
        collections.FirstOrDefault(collection => collection.Definition.Plural == plural || collection.Definition.Path == plural);

    /// <summary>What an attribute refers to, by its name without <c>_id</c>: exactly, or with words before it as in <c>floating_network</c>.</summary>
    public IResourceCollection? Referred(string attribute)
    {
        var kind = Kinds.GetValueOrDefault(attribute, attribute);
        return collections.FirstOrDefault(collection => collection.Definition.Singular == kind)
            ?? collections
                .Where(collection => kind.EndsWith("_" + collection.Definition.Singular, StringComparison.Ordinal))
                .MaxBy(collection => collection.Definition.Singular.Length);
    }

    /// <summary>Whether the word is the one for a resource.</summary>
    public bool IsKind(string word) => collections.Any(collection => collection.Definition.Singular == word);

    /// <param name="projectId">Whose object is meant where several projects have one of that name.</param>
    public Result<string> IdOf(IStateReader state, IResourceCollection collection, string name, string projectId)
    {
        var title = collection.Definition.Title.ToLowerInvariant();
        var found = _declared.TryGetValue((collection.Definition.Singular, name), out var declared)
            ? [.. declared.Select(id => collection.Find(state, id)!)]
            : collection.Named(state, name).ToList();
        if (found.Count == 0 && collection.Find(state, name) is { } byId)
            found.Add(byId);
        if (found.Count > 1 && found.Where(resource => resource.ProjectId == projectId).ToList() is { Count: > 0 } own)
            found = own;
        return found switch
        {
            [var one] => one.Id,
            [] => Error.Invalid($"there is no {title} '{name}': expected the name of one that is declared above, or a name or id of one that exists"),
            _ => Error.Invalid($"{found.Count} {title}s are called '{name}': expected an id, or a name that is unique"),
        };
    }
}
