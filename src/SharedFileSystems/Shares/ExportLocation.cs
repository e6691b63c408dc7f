using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Storage;
using Naru.SharedFileSystems.Work;
using Naru.State;

namespace Naru.SharedFileSystems.Shares;

/// <summary>Where clients find a share: one for each address at which it is exported.</summary>
internal sealed record ExportLocation(string Id, string Path, Share Share)
{
    public static async Task<Result<IReadOnlyList<ExportLocation>>> OfAsync(IStateReader state, IShareBackend backend, Share share, CancellationToken cancellation)
    {
        if (share.ExportPath is not { } path)
            return Array.Empty<ExportLocation>();
        var volume = Desired.VolumeOf(share);
        var further = state.In(ShareTables.Servers).Find(share.ShareServerId ?? "")?.Ports.Items.Skip(1) ?? [];
        List<ExportLocation> locations = [new(share.ExportLocationId, path, share)];
        foreach (var port in further)
        {
            if (!(await backend.PathOfAsync(volume, port.Address, cancellation)).TryGet(out var other, out var error))
                return error;
            locations.Add(new ExportLocation(IdOf(share, port), other, share));
        }
        return locations;
    }

    /// <summary>Follows from both ids, so that it stays what it is.</summary>
    private static string IdOf(Share share, ServerPort port)
    {
        var octets = Guid.Parse(share.ExportLocationId).ToByteArray();
        foreach (var (octet, position) in Guid.Parse(port.PortId).ToByteArray().Select((octet, position) => (octet, position)))
            octets[position] ^= octet;
        return new Guid(octets).ToString();
    }
}
