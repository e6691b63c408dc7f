using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Seed;

/// <summary>One application of a seed within one write.</summary>
internal sealed class SeedRun(Transaction state, IReadOnlyList<IResourceCollection> collections, IReadOnlyList<ISeedPart> parts)
{
    private const string Project = "project";

    private readonly SeedNames _names = new(collections);

    public int Made { get; private set; }

    /// <exception cref="SeedError">What is wrong and on which line.</exception>
    public void Apply(SeedMap file, string project)
    {
        var owner = IdOfProject(new SeedText(file.Line, project, IsPlain: true));
        foreach (var (key, value) in file.Entries)
        {
            if (_names.Collection(key) is not { } collection)
            {
                throw new SeedError(value.Line, $"'{key}' is no collection of the APIs: expected one of "
                    + string.Join(", ", collections.Where(known => !known.Definition.Path.Contains('{')).Select(known => known.Definition.Plural).Distinct()));
            }
            if (value is not SeedList list)
                throw new SeedError(value.Line, $"'{key}' is not a list");
            foreach (var item in list.Items)
                Create(collection, item, owner, null);
        }
    }

    private void Create(IResourceCollection collection, SeedNode item, string ownerProject, (string Attribute, string Id)? parent)
    {
        var singular = collection.Definition.Singular;
        if (item is not SeedMap map)
            throw new SeedError(item.Line, $"an item of '{collection.Definition.Plural}' is not a map of attributes");
        var name = map.TextOf("name");
        var title = name is null ? singular : $"{singular} '{name}'";
        var project = map.Find(Project) is SeedText named && collection.IsCreatable("project_id") ? IdOfProject(named) : ownerProject;
        var writer = new SeedWriter(_names, state, project);
        // Administrators may give any owner; what names none belongs to the caller's project.
        var caller = Caller.System with { ProjectId = project, UserDomainId = "default", RequestId = "seed" };
        var inside = map.Entries.Where(entry => PartOf(singular, entry.Key) is not null || NestedIn(collection, entry) is not null).ToList();
        try
        {
            var isBelow = parent is { } above && !collection.IsCreatable(above.Attribute);
            var body = writer.Body(collection, map.Entries.Except(inside), isBelow ? null : parent);
            if (!collection.Create(state, caller, body, isBelow ? parent?.Id : null).TryGet(out var made, out var error))
                throw new SeedError(map.Line, error.Message);
            Made++;
            if (name is not null)
                _names.Declare(collection, name, made.Id);
            foreach (var entry in inside)
                CreateInside(collection, made.Id, entry, caller, writer);
        }
        catch (SeedError error)
        {
            throw new SeedError(error.Line, $"{title}: {error.Message}");
        }
    }

    private void CreateInside(IResourceCollection collection, string id, SeedEntry entry, Caller caller, SeedWriter writer)
    {
        if (PartOf(collection.Definition.Singular, entry.Key) is { } part)
        {
            foreach (var item in entry.Value is SeedList list ? list.Items : [entry.Value])
            {
                if (!part.Apply(state, caller, id, item, new SeedReferences(_names, writer)).TryGet(out _, out var error))
                    throw new SeedError(item.Line, $"{entry.Key}: {error.Message}");
            }
            return;
        }
        var nested = NestedIn(collection, entry)!; // It was chosen because it is.
        foreach (var item in ((SeedList)entry.Value).Items)
            Create(nested, item, caller.ProjectId, ($"{collection.Definition.Singular}_id", id));
    }

    private ISeedPart? PartOf(string owner, string key) => parts.FirstOrDefault(part => part.Key == key && part.Owners.Contains(owner));

    /// <summary>What is listed inside of what it belongs to: the subnets of a network, the rules of a security group.</summary>
    private IResourceCollection? NestedIn(IResourceCollection collection, SeedEntry entry) =>
        entry.Value is SeedList { Items: [SeedMap, ..] } && !collection.IsCreatable(entry.Key) && _names.Collection(entry.Key) is { } nested
            && (nested.IsCreatable($"{collection.Definition.Singular}_id") || nested.Definition.Path.Contains($"{{{collection.Definition.Singular}_id}}", StringComparison.Ordinal))
            ? nested
            : null;

    private string IdOfProject(SeedText name) => new SeedWriter(_names, state, "").Id(_names.Referred(Project)!, name);
}
