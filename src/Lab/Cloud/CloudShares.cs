using System.Text.Json;
using System.Text.Json.Nodes;
using Naru.Primitives;

namespace Naru.Lab.Cloud;

/// <summary>The shares of a cloud, by its Shared File Systems API (in its first version, which needs no header).</summary>
public sealed class CloudShares(CloudClient cloud)
{
    private const string NfsVersion = "version=4";

    /// <summary>Makes a share, unless there is one with the name, and lets clients of a prefix in; they may come when this ends.</summary>
    /// <param name="place">The type and the share network of one that is to be in a network of the project; null: it is at the host's own address.</param>
    public async Task<Result<Done>> EnsureAsync(string name, int sizeGiB, string clients, CancellationToken cancellation, (string Type, string Network)? place = null)
    {
        if (!(await FindAsync(name, cancellation)).TryGet(out var id, out var error))
            return error;
        if (id.Length == 0)
        {
            var values = new JsonObject { ["name"] = name, ["size"] = sizeGiB, ["share_proto"] = "NFS" };
            if (place is { } given)
                (values["share_type"], values["share_network_id"]) = (given.Type, given.Network);
            if (!(await cloud.CreateAsync(CloudResources.Shares, values, cancellation)).TryGet(out var made, out error))
                return error;
            id = made.Id;
        }
        if (!(await UntilAsync(id, "available", cancellation)).TryGet(out _, out error))
            return error;
        if (!(await AccessAsync(id, clients, cancellation)).TryGet(out var access, out error))
            return error;
        if (access.Length == 0)
        {
            var rule = new JsonObject { ["os-allow_access"] = new JsonObject { ["access_type"] = "ip", ["access_to"] = clients } };
            if (!(await cloud.SendAsync(ActionsOf(id), rule, cancellation)).TryGet(out _, out error))
                return error;
        }
        return await Waiting.ForStatusAsync($"access of {clients} to share {id}", () => AccessAsync(id, clients, cancellation), ["active"], cancellation);
    }

    /// <summary>Where clients of <c>libnfs</c> find a file of a share: a URL.</summary>
    public async Task<Result<string>> UrlAsync(string name, string file, CancellationToken cancellation)
    {
        if (!(await FindAsync(name, cancellation)).TryGet(out var id, out var error))
            return error;
        return (await cloud.ShowAsync(CloudResources.Shares, id, cancellation)).Map(share =>
            $"nfs://{share.ExportLocation?.Replace(":/", "/", StringComparison.Ordinal)}{file}?{NfsVersion}");
    }

    /// <summary>Deletes the share with a name and waits until it is gone; that there is none is no failure.</summary>
    public async Task<Result<Done>> RemoveAsync(string name, CancellationToken cancellation)
    {
        if (!(await FindAsync(name, cancellation)).TryGet(out var id, out var error))
            return error;
        if (id.Length == 0)
            return Done.Ok;
        if (!(await cloud.DeleteAsync(CloudResources.Shares, id, cancellation)).TryGet(out _, out error))
            return error;
        return await UntilAsync(id, Waiting.Deleted, cancellation);
    }

    /// <returns>Its id; empty: there is none.</returns>
    private async Task<Result<string>> FindAsync(string name, CancellationToken cancellation) =>
        (await cloud.ListAsync(CloudResources.Shares, $"name={Uri.EscapeDataString(name)}", cancellation)).Map(found => found is [var share, ..] ? share.Id : "");

    private Task<Result<Done>> UntilAsync(string id, string status, CancellationToken cancellation) => Waiting.ForStatusAsync(
        $"share {id}", async () => (await cloud.ShowAsync(CloudResources.Shares, id, cancellation)).Map(share => share.Status ?? ""), [status], cancellation);

    /// <returns>The state of the rule for clients of a prefix; empty: there is none.</returns>
    private async Task<Result<string>> AccessAsync(string id, string clients, CancellationToken cancellation)
    {
        var question = new JsonObject { ["os-access_list"] = null };
        if (!(await cloud.AskAsync(HttpMethod.Post, ActionsOf(id), question, cancellation)).TryGet(out var listed, out var error))
            return error;
        using (listed)
        {
            var rule = listed.RootElement.GetProperty("access_list").EnumerateArray().FirstOrDefault(rule => rule.GetProperty("access_to").GetString() == clients);
            return rule.ValueKind is JsonValueKind.Object ? rule.GetProperty("state").GetString() ?? "" : "";
        }
    }

    private static string ActionsOf(string id) => $"{CloudResources.Shares.Path}/{id}/action";
}
