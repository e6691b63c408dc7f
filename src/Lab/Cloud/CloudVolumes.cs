using System.Text.Json;
using System.Text.Json.Nodes;
using Naru.Primitives;

namespace Naru.Lab.Cloud;

/// <summary>The volumes of a cloud, by its Block Storage and Compute APIs.</summary>
public sealed class CloudVolumes(CloudClient cloud)
{
    private const string Volumes = "/volume/v3/volumes";
    private const string Available = "available";
    private const string InUse = "in-use";

    /// <summary>Makes a volume, unless there is one with the name; it is available, or used already, when this ends.</summary>
    /// <returns>Its id.</returns>
    public async Task<Result<string>> EnsureAsync(string name, int sizeGiB, CancellationToken cancellation)
    {
        if (!(await FindAsync(name, cancellation)).TryGet(out var known, out var error))
            return error;
        if (known.Length > 0)
            return known;
        var values = new JsonObject { ["volume"] = new JsonObject { ["name"] = name, ["size"] = sizeGiB } };
        if (!(await cloud.AskAsync(HttpMethod.Post, Volumes, values, cancellation)).TryGet(out var made, out error))
            return error;
        using (made)
        {
            var id = made.RootElement.GetProperty("volume").GetProperty("id").GetString()!; // The API gives every volume one.
            return (await UntilAsync(id, Available, cancellation)).Map(_ => id);
        }
    }

    /// <summary>Attaches a volume to an instance, and waits until the instance has it.</summary>
    public async Task<Result<Done>> AttachAsync(string volumeId, string serverId, CancellationToken cancellation)
    {
        var body = new JsonObject { ["volumeAttachment"] = new JsonObject { ["volumeId"] = volumeId } };
        if (!(await cloud.AskAsync(HttpMethod.Post, $"/compute/v2.1/servers/{serverId}/os-volume_attachments", body, cancellation)).TryGet(out var made, out var error))
            return error;
        made.Dispose();
        return await UntilAsync(volumeId, InUse, cancellation);
    }

    public async Task<Result<Done>> DetachAsync(string volumeId, string serverId, CancellationToken cancellation) =>
        (await cloud.RemoveAsync($"/compute/v2.1/servers/{serverId}/os-volume_attachments/{volumeId}", cancellation)).TryGet(out _, out var error)
            ? await UntilAsync(volumeId, Available, cancellation)
            : error;

    /// <summary>Nobody uses it any more.</summary>
    public Task<Result<Done>> FreeAsync(string volumeId, CancellationToken cancellation) => UntilAsync(volumeId, Available, cancellation);

    /// <summary>Deletes the volume with a name and waits until it is gone; that there is none is no failure.</summary>
    public async Task<Result<Done>> RemoveAsync(string name, CancellationToken cancellation)
    {
        if (!(await FindAsync(name, cancellation)).TryGet(out var id, out var error))
            return error;
        if (id.Length == 0)
            return Done.Ok;
        if (!(await UntilAsync(id, Available, cancellation)).TryGet(out _, out error) || !(await cloud.RemoveAsync($"{Volumes}/{id}", cancellation)).TryGet(out _, out error))
            return error;
        return (await Waiting.UntilAsync(
            async () => (await StatusAsync(id, cancellation)).Error is { Kind: ErrorKind.NotFound } gone ? gone : null,
            $"The volume '{name}' is not gone after {Waiting.Limit}: see 'naru logs server'.",
            cancellation)).Map(_ => default(Done));
    }

    /// <returns>Its id; empty: there is none.</returns>
    private async Task<Result<string>> FindAsync(string name, CancellationToken cancellation)
    {
        if (!(await cloud.AskAsync(HttpMethod.Get, $"{Volumes}?name={Uri.EscapeDataString(name)}", null, cancellation)).TryGet(out var listed, out var error))
            return error;
        using (listed)
        {
            return listed.RootElement.GetProperty("volumes").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } volume
                ? volume.GetProperty("id").GetString() ?? ""
                : "";
        }
    }

    private async Task<Result<string>> StatusAsync(string id, CancellationToken cancellation)
    {
        if (!(await cloud.AskAsync(HttpMethod.Get, $"{Volumes}/{id}", null, cancellation)).TryGet(out var shown, out var error))
            return error;
        using (shown)
            return shown.RootElement.GetProperty("volume").GetProperty("status").GetString() ?? "";
    }

    private async Task<Result<Done>> UntilAsync(string id, string status, CancellationToken cancellation)
    {
        var last = "";
        return (await Waiting.UntilAsync(
            async () => (await StatusAsync(id, cancellation)).TryGet(out last, out _) && last == status ? last : null,
            $"The volume {id} is not {status} after {Waiting.Limit}: see 'openstack volume show {id}'.",
            cancellation)).Map(_ => default(Done));
    }
}
