using System.Globalization;
using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Servers;
using Naru.SharedFileSystems.Storage;
using Naru.SharedFileSystems.Types;
using Naru.State;

namespace Naru.SharedFileSystems.Work;

/// <summary>Whether a share of some type can be made here. There is one host, with a pool at its own address and perhaps one with share servers; both are on the same disk.</summary>
/// <param name="ports">Null: the host handles no share servers.</param>
internal sealed class Scheduling(IShareBackend backend, IServerPorts? ports = null)
{
    /// <summary>The <see cref="Error.Type"/> of what no host can do.</summary>
    public const string NoValidHost = "NoValidHost";

    public const string Zone = "nova";

    public const string Pool = "shares";

    public const string Service = "manila-share";

    public SharePool OwnPool { get; } = new(backend.Name, HandlesServers: false, backend.Features);

    public SharePool? ServerPool { get; } = ports is null ? null : new SharePool($"{backend.Name}_SERVERS", HandlesServers: true, backend.Features);

    public IEnumerable<SharePool> Pools => ServerPool is null ? [OwnPool] : [OwnPool, ServerPool];

    /// <summary>Where something is that is on share servers, or that is not.</summary>
    public SharePool PoolOf(bool hasServer) => hasServer && ServerPool is { } servers ? servers : OwnPool;

    /// <summary>Why the share cannot be made; null when it can.</summary>
    public async Task<Error?> RefusalAsync(IStateReader state, Share share, CancellationToken cancellation)
    {
        var type = share.TypeId is { } id ? state.In(ShareTables.Types).Find(id) : null;
        var pool = PoolOf(type?.Has(ExtraSpecs.HandlesShareServers) is true);
        if (state.In(ShareTables.Disabled).Contains($"{Service}@{pool.ServiceHost}"))
            return Refuse($"The service {pool.ServiceHost} is disabled.");
        if (share.AvailabilityZone is { } zone && zone != Zone)
            return Refuse($"There is no host in the availability zone '{zone}'.");
        if (type?.ExtraSpecs.Items.FirstOrDefault(spec => !pool.Satisfies(spec) && !(share.IgnoresZonesOfType && spec.Name == ExtraSpecs.Zones)) is { } wrong)
            return Refuse($"The extra spec '{wrong.Name}' of share type '{type.Name}' asks for '{wrong.Value}', and no pool has that.");
        if (!(await backend.CapacityAsync(cancellation)).TryGet(out var capacity, out var unknown))
            return unknown;
        return share.Size <= capacity.Free
            ? null
            : Refuse(string.Create(CultureInfo.InvariantCulture, $"The share needs {share.Size} GiB, and {capacity.Free:0.0} GiB are free."));
    }

    private static Error Refuse(string reason) => new(ErrorKind.Unavailable, NoValidHost, reason);
}
