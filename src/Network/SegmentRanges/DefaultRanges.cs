using Microsoft.Extensions.Hosting;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.SegmentRanges;

/// <summary>Brings the ranges of the configuration into the state when the program starts.</summary>
internal sealed class DefaultRanges(Store store, NetworkOptions options) : IHostedService
{
    private static readonly WriteContext Startup = new("startup", "");

    public async Task StartAsync(CancellationToken cancellationToken) => (await store.WriteAsync(
        Startup,
        Result<Done> (state) =>
        {
            Settle(state, options);
            return Done.Ok;
        },
        cancellationToken)).Unwrap();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static void Settle(Transaction state, NetworkOptions options)
    {
        var wanted = Configured(options).DistinctBy(range => range.Id).ToDictionary(range => range.Id);
        foreach (var range in state.In(SegmentRangeTable.Table).All.Where(range => range.IsDefault).ToList())
        {
            if (!wanted.Remove(range.Id))
                state.Delete(SegmentRangeTable.Table, range.Id);
        }
        foreach (var range in wanted.Values)
            state.Insert(SegmentRangeTable.Table, range with { CreatedAt = state.Time, UpdatedAt = state.Time });
    }

    private static IEnumerable<SegmentRange> Configured(NetworkOptions options) =>
        Tunnels("vxlan", options.VxlanRanges)
            .Concat(Tunnels("gre", options.GreRanges))
            .Concat(Tunnels("geneve", options.GeneveRanges))
            .Concat(options.VlanRanges.Where(range => range.First <= range.Last)
                .Select(range => Default("vlan", range.PhysicalNetwork, range.First, range.Last)));

    private static IEnumerable<SegmentRange> Tunnels(string type, IEnumerable<NumberRange> ranges) =>
        ranges.Select(range => Default(type, "", range.First, range.Last));

    // The same range has the same id after every start.
    private static SegmentRange Default(string type, string physicalNetwork, long first, long last) => new()
    {
        Id = NameUuid.Of($"{type}/{physicalNetwork}/{first}-{last}").ToString(),
        IsDefault = true,
        NetworkType = type,
        PhysicalNetwork = physicalNetwork,
        Minimum = first,
        Maximum = last,
        RevisionNumber = 1,
    };
}
