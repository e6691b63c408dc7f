using System.Text.Json;
using System.Text.Json.Nodes;
using Naru.Primitives;

namespace Naru.Lab.Cloud;

/// <summary>The shares of a cloud, by its Shared File Systems API (in its first version, which needs no header).</summary>
public sealed class CloudShares(CloudClient cloud)
{
    private const string Shares = "/share/v2/shares";
    private const string NfsVersion = "version=4";

    /// <summary>Makes a share, unless there is one with the name, and lets clients of a prefix in; they may come when this ends.</summary>
    public async Task<Result<Done>> EnsureAsync(string name, int sizeGiB, string clients, CancellationToken cancellation)
    {
        if (!(await FindAsync(name, cancellation)).TryGet(out var id, out var error))
            return error;
        if (id.Length > 0)
            return Done.Ok;
        var values = new JsonObject { ["share"] = new JsonObject { ["name"] = name, ["size"] = sizeGiB, ["share_proto"] = "NFS" } };
        if (!(await cloud.AskAsync(HttpMethod.Post, Shares, values, cancellation)).TryGet(out var made, out error))
            return error;
        using (made)
            id = made.RootElement.GetProperty("share").GetProperty("id").GetString()!; // The API gives every share one.
        if (!(await UntilAsync($"share '{name}'", async () => await StatusAsync(id, cancellation) == "available", cancellation)).TryGet(out _, out error))
            return error;
        var rule = new JsonObject { ["os-allow_access"] = new JsonObject { ["access_type"] = "ip", ["access_to"] = clients } };
        if (!(await cloud.AskAsync(HttpMethod.Post, $"{Shares}/{id}/action", rule, cancellation)).TryGet(out var answer, out error))
            return error;
        answer.Dispose();
        return await UntilAsync($"access to share '{name}'", () => IsOpenAsync(id, cancellation), cancellation);
    }

    /// <summary>Where clients of <c>libnfs</c> find a file of a share: a URL.</summary>
    public async Task<Result<string>> UrlAsync(string name, string file, CancellationToken cancellation)
    {
        if (!(await FindAsync(name, cancellation)).TryGet(out var id, out var error) || !(await ShowAsync(id, cancellation)).TryGet(out var shown, out error))
            return error;
        using (shown)
        {
            var path = shown.RootElement.GetProperty("share").GetProperty("export_location").GetString() ?? "";
            // HOST:/PATH, as mount(8) takes it.
            return $"nfs://{path.Replace(":/", "/", StringComparison.Ordinal)}{file}?{NfsVersion}";
        }
    }

    /// <summary>Deletes the share with a name and waits until it is gone; that there is none is no failure.</summary>
    public async Task<Result<Done>> RemoveAsync(string name, CancellationToken cancellation)
    {
        if (!(await FindAsync(name, cancellation)).TryGet(out var id, out var error))
            return error;
        if (id.Length == 0)
            return Done.Ok;
        return (await cloud.RemoveAsync($"{Shares}/{id}", cancellation)).TryGet(out _, out error)
            ? await UntilAsync($"end of share '{name}'", async () => (await ShowAsync(id, cancellation)).Error is { Kind: ErrorKind.NotFound }, cancellation)
            : error;
    }

    /// <returns>Its id; empty: there is none.</returns>
    private async Task<Result<string>> FindAsync(string name, CancellationToken cancellation)
    {
        if (!(await cloud.AskAsync(HttpMethod.Get, $"{Shares}?name={Uri.EscapeDataString(name)}", null, cancellation)).TryGet(out var listed, out var error))
            return error;
        using (listed)
        {
            return listed.RootElement.GetProperty("shares").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } share
                ? share.GetProperty("id").GetString() ?? ""
                : "";
        }
    }

    private Task<Result<JsonDocument>> ShowAsync(string id, CancellationToken cancellation) => cloud.AskAsync(HttpMethod.Get, $"{Shares}/{id}", null, cancellation);

    private async Task<string?> StatusAsync(string id, CancellationToken cancellation)
    {
        if (!(await ShowAsync(id, cancellation)).TryGet(out var shown, out _))
            return null;
        using (shown)
            return shown.RootElement.GetProperty("share").GetProperty("status").GetString();
    }

    private async Task<bool> IsOpenAsync(string id, CancellationToken cancellation)
    {
        var question = new JsonObject { ["os-access_list"] = null };
        if (!(await cloud.AskAsync(HttpMethod.Post, $"{Shares}/{id}/action", question, cancellation)).TryGet(out var listed, out _))
            return false;
        using (listed)
            return listed.RootElement.GetProperty("access_list").EnumerateArray().All(rule => rule.GetProperty("state").GetString() == "active");
    }

    private static async Task<Result<Done>> UntilAsync(string what, Func<Task<bool>> isSo, CancellationToken cancellation) => (await Waiting.UntilAsync(
        async () => await isSo() ? what : null, $"The {what} did not come in {Waiting.Limit}: see 'naru logs server'.", cancellation)).Map(_ => default(Done));
}
