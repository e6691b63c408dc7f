namespace Naru.Bench.Churn;

/// <summary>Ids that the clients of a project use at once, by collection; those of what was deleted may still be among them, as with any client that is not alone.</summary>
internal sealed class KnownIds
{
    private const int Most = 300;

    private readonly Lock _guard = new();
    private readonly Dictionary<string, List<string>> _ids = [];

    public void Add(string collection, string id, Random random)
    {
        lock (_guard)
        {
            var ids = Of(collection);
            if (ids.Count < Most)
                ids.Add(id);
            else
                ids[random.Next(Most)] = id;
        }
    }

    /// <summary>Any of them; an id of nothing when there is none yet.</summary>
    public string Any(string collection, Random random)
    {
        lock (_guard)
            return Of(collection) is { Count: > 0 } ids ? ids[random.Next(ids.Count)] : Guid.Empty.ToString();
    }

    /// <summary>Any of them, which is to be deleted: soon nobody uses it any more.</summary>
    public string Take(string collection, Random random)
    {
        lock (_guard)
        {
            if (Of(collection) is not { Count: > 0 } ids)
                return Guid.Empty.ToString();
            var at = random.Next(ids.Count);
            var id = ids[at];
            // One in four stays known, so that it is used after it was deleted.
            if (random.Next(4) > 0)
                ids.RemoveAt(at);
            return id;
        }
    }

    private List<string> Of(string collection)
    {
        if (!_ids.TryGetValue(collection, out var ids))
            _ids[collection] = ids = [];
        return ids;
    }
}
