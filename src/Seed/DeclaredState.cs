using Naru.Identity.Assignments;
using Naru.Network.Quotas;
using Naru.Network.Routers;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Seed;

/// <summary>Brings a declared state into a store: all of it, by the rules of the APIs, or nothing.</summary>
/// <remarks>
/// The file has a list for each collection, under its name in list bodies. An item has the attributes of a creation, with names where
/// these want ids. Objects are made in the order of the file, and refer to what stands above them or exists.
/// </remarks>
public sealed class DeclaredState(IEnumerable<Api> apis, RouterInterfaces interfaces, NetworkQuotas quotas)
{
    private static readonly WriteContext Context = new("seed", "naru");

    private readonly IReadOnlyList<IResourceCollection> _collections = [.. apis.SelectMany(api => api.Collections)];
    private readonly IReadOnlyList<ISeedPart> _parts =
        [new RouterInterfacePart(interfaces), new RolePart(ActorKind.User), new RolePart(ActorKind.Group), new MemberPart(), new QuotaPart(quotas)];

    /// <param name="path">The YAML or JSON file.</param>
    /// <param name="project">The name of the project that owns what names none.</param>
    /// <returns>How many objects were made, none when the store was seeded before; or what is wrong, with file, line and object.</returns>
    public async Task<Result<int>> ApplyAsync(Store store, string path, string project, CancellationToken cancellation) =>
        SeedFile.Read(path).TryGet(out var file, out var error)
            ? await store.WriteAsync(Context, state => Apply(state, file, Path.GetFileName(path), project), cancellation)
            : error;

    internal Result<int> Apply(Transaction state, SeedMap file, string name, string project)
    {
        if (state.In(SeedTables.Applied).Contains(AppliedSeed.Only))
            return 0;
        var run = new SeedRun(state, _collections, _parts);
        try
        {
            run.Apply(file, project);
            state.Insert(SeedTables.Applied, new AppliedSeed(AppliedSeed.Only, name, state.Time));
            return run.Made;
        }
        catch (SeedError error)
        {
            return Error.Invalid($"{name}:{error.Line}: {error.Message.TrimEnd('.')}.");
        }
    }
}
