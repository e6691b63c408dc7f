using System.Text.Json.Nodes;
using Naru.Primitives;

namespace Naru.Lab.Cloud;

/// <summary>The volumes of a cloud, by its Block Storage and Compute APIs.</summary>
public sealed class CloudVolumes(CloudClient cloud)
{
    private const string Available = "available";
    private const string InUse = "in-use";
    private static readonly string[] Deletable = [Available, "error", "error_deleting", "error_extending", "error_restoring"];

    /// <summary>Makes a volume, unless there is one with the name; it is available, or used already, when this ends.</summary>
    /// <returns>Its id.</returns>
    public async Task<Result<string>> EnsureAsync(string name, int sizeGiB, CancellationToken cancellation)
    {
        if (!(await FindAsync(name, cancellation)).TryGet(out var id, out var error))
            return error;
        if (id.Length == 0)
        {
            var values = new JsonObject { ["name"] = name, ["size"] = sizeGiB };
            if (!(await cloud.CreateAsync(CloudResources.Volumes, values, cancellation)).TryGet(out var made, out error))
                return error;
            id = made.Id;
        }
        return (await UntilAsync(id, [Available, InUse], cancellation)).Map(_ => id);
    }

    /// <summary>Whether an instance has a volume.</summary>
    public async Task<Result<bool>> IsAttachedAsync(string volumeId, string serverId, CancellationToken cancellation) =>
        (await cloud.ShowAsync(CloudResources.Volumes, volumeId, cancellation)).Map(volume => volume.Attachments?.Any(attachment => attachment.ServerId == serverId) is true);

    /// <summary>Attaches a volume to an instance, and waits until the instance has it.</summary>
    public async Task<Result<Done>> AttachAsync(string volumeId, string serverId, CancellationToken cancellation)
    {
        var body = new JsonObject { ["volumeAttachment"] = new JsonObject { ["volumeId"] = volumeId } };
        return (await cloud.SendAsync($"/compute/v2.1/servers/{serverId}/os-volume_attachments", body, cancellation)).TryGet(out _, out var error)
            ? await UntilAsync(volumeId, [InUse], cancellation)
            : error;
    }

    public async Task<Result<Done>> DetachAsync(string volumeId, string serverId, CancellationToken cancellation) =>
        (await cloud.RemoveAsync($"/compute/v2.1/servers/{serverId}/os-volume_attachments/{volumeId}", cancellation)).TryGet(out _, out var error)
            ? await FreeAsync(volumeId, cancellation)
            : error;

    /// <summary>Nobody uses it any more.</summary>
    public Task<Result<Done>> FreeAsync(string volumeId, CancellationToken cancellation) => UntilAsync(volumeId, [Available], cancellation);

    /// <summary>Waits until it is used or free, and not on its way.</summary>
    /// <returns>Whether an instance has it.</returns>
    public async Task<Result<bool>> SettledAsync(string volumeId, CancellationToken cancellation) => (await UntilAsync(volumeId, [Available, InUse], cancellation)).TryGet(out _, out var error)
        ? (await cloud.ShowAsync(CloudResources.Volumes, volumeId, cancellation)).Map(volume => volume.Status == InUse)
        : error;

    /// <summary>Deletes the volume with a name and waits until it is gone; that there is none is no failure.</summary>
    public async Task<Result<Done>> RemoveAsync(string name, CancellationToken cancellation)
    {
        if (!(await FindAsync(name, cancellation)).TryGet(out var id, out var error))
            return error;
        if (id.Length == 0)
            return Done.Ok;
        if (!(await UntilAsync(id, Deletable, cancellation)).TryGet(out _, out error)
            || !(await cloud.DeleteAsync(CloudResources.Volumes, id, cancellation)).TryGet(out _, out error))
            return error;
        return await UntilAsync(id, [Waiting.Deleted], cancellation);
    }

    /// <returns>Its id; empty: there is none.</returns>
    private async Task<Result<string>> FindAsync(string name, CancellationToken cancellation) =>
        (await cloud.ListAsync(CloudResources.Volumes, $"name={Uri.EscapeDataString(name)}", cancellation)).Map(found => found is [var volume, ..] ? volume.Id : "");

    private Task<Result<Done>> UntilAsync(string id, string[] statuses, CancellationToken cancellation) => Waiting.ForStatusAsync(
        $"volume {id}", async () => (await cloud.ShowAsync(CloudResources.Volumes, id, cancellation)).Map(volume => volume.Status ?? ""), statuses, cancellation);
}
