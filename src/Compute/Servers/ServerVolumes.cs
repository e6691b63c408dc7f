using Naru.Compute.Volumes;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Compute.Servers;

/// <summary>Gives instances their volumes.</summary>
internal sealed class ServerVolumes(IVolumes volumes)
{
    private const string Invalid = "Block Device Mapping is Invalid: ";
    private const int FirstLetter = 'a';

    public IVolumes Service => volumes;

    /// <summary>Attaches what a new instance wants; what does not exist yet is made.</summary>
    public Result<Server> AttachAll(Transaction state, Caller caller, Server draft, IReadOnlyList<VolumeWish> wishes)
    {
        var server = draft;
        foreach (var wish in wishes)
        {
            if (!VolumeOf(state, caller, server, wish).TryGet(out var id, out var error) || !Attach(state, caller, server, id, wish).TryGet(out var attached, out error))
                return error;
            server = attached;
        }
        return server;
    }

    public Result<Server> Attach(Transaction state, Caller caller, Server server, string volumeId, VolumeWish wish)
    {
        var device = wish.BootIndex == 0 ? wish.Device ?? "/dev/vda" : wish.Device ?? NextDevice(server);
        if (server.Volumes.Items.Any(volume => volume.Device == device && !volume.IsLeaving) || (wish.BootIndex != 0 && IsLocal(server, device)))
            device = NextDevice(server);
        return volumes.Attach(state, caller, volumeId, new VolumeUse(server.Id, server.Host, device)).Map(attachment => server with
        {
            Volumes =
            [
                .. server.Volumes.Items,
                new ServerVolume(volumeId, attachment, device, wish.BootIndex) { DeleteOnTermination = wish.DeleteOnTermination, Tag = wish.Tag },
            ],
        });
    }

    /// <summary>The first name after the disks that the host makes and the volumes that are there.</summary>
    public static string NextDevice(Server server)
    {
        var used = server.Volumes.Select(volume => volume.Device).ToHashSet();
        var letter = FirstLetter + LocalDisks(server);
        while (used.Contains($"/dev/vd{(char)letter}"))
            letter++;
        return $"/dev/vd{(char)letter}";
    }

    private static bool IsLocal(Server server, string device) => Enumerable.Range(FirstLetter, LocalDisks(server)).Any(letter => device == $"/dev/vd{(char)letter}");

    // The root disk has the first name, whether its bytes are the host's or a volume's.
    private static int LocalDisks(Server server) => 1
        + (server.Flavor.EphemeralDisks.IsEmpty ? server.Flavor.Ephemeral > 0 ? 1 : 0 : server.Flavor.EphemeralDisks.Count)
        + (server.Flavor.Swap > 0 ? 1 : 0)
        + (server.HasConfigDrive ? 1 : 0);

    private Result<string> VolumeOf(Transaction state, Caller caller, Server server, VolumeWish wish)
    {
        if (wish.Source != "volume")
        {
            return volumes.Create(state, caller, new NewVolume(
                "", wish.SizeGiB, wish.Source == "image" ? wish.SourceId : null, wish.Source == "snapshot" ? wish.SourceId : null, wish.Type, server.WantedZone));
        }
        if (!volumes.Find(state, caller, wish.SourceId!).TryGet(out var volume, out _))
            return NovaErrors.BadRequest($"{Invalid}failed to get volume {wish.SourceId}.");
        if (volume.Status != "available" && !(volume.IsMultiattach && volume.Status == "in-use"))
            return NovaErrors.BadRequest($"Invalid volume: volume '{volume.Id}' status must be 'available'. Currently in '{volume.Status}'");
        return wish.BootIndex == 0 && !volume.IsBootable ? NovaErrors.BadRequest($"Block Device {volume.Id} is not bootable.") : volume.Id;
    }
}
