using Microsoft.Extensions.Logging;
using Naru.Agent.Namespaces;
using Naru.Primitives;

namespace Naru.Agent.RouterAdvertising;

/// <summary>The advertisers of all routers of one kind on a host.</summary>
/// <remarks>Not thread-safe: for the reconcile loop alone.</remarks>
internal sealed class RouterAdvertisers(TimeProvider time, ILogger log) : IAsyncDisposable
{
    private readonly Dictionary<string, (ulong Identity, RouterAdvertiser Advertiser)> _advertisers = [];

    /// <summary>Lets a router advertise this, and nothing if it is empty.</summary>
    public async ValueTask<Result<Done>> AdvertiseAsync(KeptNamespace space, EquatableList<AdvertisementPlan> plans)
    {
        var name = space.Home.Name;
        if (_advertisers.TryGetValue(name, out var known) && (plans.IsEmpty || known.Identity != space.Home.Identity))
            await StopAsync(name);
        if (plans.IsEmpty)
            return Done.Ok;
        if (!_advertisers.TryGetValue(name, out known))
        {
            if (!RouterAdvertiser.Start(space.Home, time, log).TryGet(out var started, out var error))
                return error;
            _advertisers[name] = known = (space.Home.Identity, started);
        }
        known.Advertiser.Advertise(plans, device => space.Link(device)?.Index);
        return Done.Ok;
    }

    /// <summary>Ends those of other namespaces.</summary>
    public async ValueTask KeepOnlyAsync(IReadOnlySet<string> names)
    {
        foreach (var gone in _advertisers.Keys.Where(name => !names.Contains(name)).ToList())
            await StopAsync(gone);
    }

    public ValueTask DisposeAsync() => KeepOnlyAsync(new HashSet<string>());

    private async ValueTask StopAsync(string name)
    {
        if (_advertisers.Remove(name, out var advertiser))
            await advertiser.Advertiser.DisposeAsync();
    }
}
