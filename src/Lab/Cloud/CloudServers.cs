using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Naru.Lab.Images;
using Naru.Lab.Instances;
using Naru.Primitives;

namespace Naru.Lab.Cloud;

/// <summary>The instances of a cloud, by its Compute and Image APIs.</summary>
public sealed class CloudServers(CloudClient cloud)
{
    private const string Compute = "/compute/v2.1";
    private const string Images = "/image/v2/images";

    /// <summary>The smallest that tempest and courses use, by the names they have elsewhere.</summary>
    private static readonly (string Name, int MemoryMiB, int DiskGiB, int EphemeralGiB, int Vcpus)[] Flavors =
    [
        ("m1.nano", 64, 1, 0, 1), ("m1.micro", 128, 1, 0, 1), ("m1.tiny", 256, 1, 0, 1), ("m1.small", 512, 5, 1, 1),
    ];

    /// <summary>The flavor of the course's instances.</summary>
    public const string Flavor = "m1.nano";

    /// <summary>Makes the flavors that are missing.</summary>
    public async Task<Result<Done>> EnsureFlavorsAsync(CancellationToken cancellation)
    {
        if (!(await cloud.AskAsync(HttpMethod.Get, $"{Compute}/flavors?is_public=None", null, cancellation)).TryGet(out var listed, out var error))
            return error;
        using (listed)
        {
            var known = listed.RootElement.GetProperty("flavors").EnumerateArray().Select(flavor => flavor.GetProperty("name").GetString()).ToHashSet();
            foreach (var (name, memory, disk, ephemeral, vcpus) in Flavors.Where(flavor => !known.Contains(flavor.Name)))
            {
                var values = new JsonObject
                {
                    ["name"] = name, ["ram"] = memory, ["disk"] = disk, ["vcpus"] = vcpus, ["OS-FLV-EXT-DATA:ephemeral"] = ephemeral,
                };
                var made = await cloud.AskAsync(HttpMethod.Post, $"{Compute}/flavors", new JsonObject { ["flavor"] = values }, cancellation);
                if (!made.Succeeded)
                    return made.Error;
                made.Value.Dispose();
            }
        }
        return Done.Ok;
    }

    /// <summary>Uploads the tiny image, unless the cloud has the same one; gives its id.</summary>
    public async Task<Result<string>> EnsureImageAsync(CancellationToken cancellation)
    {
        if (!(await cloud.AskAsync(HttpMethod.Get, $"{Images}?name={TinyImage.Name}&status=active", null, cancellation)).TryGet(out var listed, out var error))
            return error;
        using (listed)
        {
            foreach (var image in listed.RootElement.GetProperty("images").EnumerateArray())
            {
                if (image.GetProperty("size").GetInt64() == new FileInfo(TinyImage.Path).Length)
                    return image.GetProperty("id").GetString()!;
            }
        }
        var values = new JsonObject
        {
            ["name"] = TinyImage.Name, ["disk_format"] = TinyImage.Format, ["container_format"] = "bare", ["visibility"] = "public",
            ["os_admin_user"] = TinyImage.User, ["os_distro"] = "naru-tiny",
        };
        if (!(await cloud.AskAsync(HttpMethod.Post, Images, values, cancellation)).TryGet(out var made, out error))
            return error;
        using (made)
        {
            var id = made.RootElement.GetProperty("id").GetString()!;
            return (await cloud.UploadAsync($"{Images}/{id}/file", TinyImage.Path, cancellation)).Map(_ => id);
        }
    }

    public async Task<Result<CloudInstance>> ShowAsync(string id, CancellationToken cancellation)
    {
        if (!(await cloud.AskAsync(HttpMethod.Get, $"{Compute}/servers/{id}", null, cancellation)).TryGet(out var shown, out var error))
            return error;
        using (shown)
            return Read(shown.RootElement.GetProperty("server"));
    }

    /// <summary>Those with a name or an id, of all projects.</summary>
    public async Task<Result<IReadOnlyList<CloudInstance>>> FindAsync(string nameOrId, CancellationToken cancellation)
    {
        if (Guid.TryParse(nameOrId, out _) && (await ShowAsync(nameOrId, cancellation)).TryGet(out var one, out _))
            return (CloudInstance[])[one];
        // The API takes an expression that is somewhere in the name.
        var pattern = Uri.EscapeDataString($"^{Regex.Escape(nameOrId)}$");
        if (!(await cloud.AskAsync(HttpMethod.Get, $"{Compute}/servers/detail?all_tenants=1&name={pattern}", null, cancellation)).TryGet(out var listed, out var error))
            return error;
        using (listed)
            return (CloudInstance[])[.. listed.RootElement.GetProperty("servers").EnumerateArray().Select(Read)];
    }

    /// <summary>The ids of those that are switched off, of all projects.</summary>
    public async Task<Result<IReadOnlySet<string>>> OffAsync(CancellationToken cancellation)
    {
        if (!(await cloud.AskAsync(HttpMethod.Get, $"{Compute}/servers?all_tenants=1&status=SHUTOFF", null, cancellation)).TryGet(out var listed, out var error))
            return error;
        using (listed)
            return listed.RootElement.GetProperty("servers").EnumerateArray().Select(server => server.GetProperty("id").GetString()!).ToHashSet();
    }

    /// <summary>Makes an instance on a host, with one port; gives its id.</summary>
    public async Task<Result<string>> CreateAsync(InstanceRequest wanted, string port, string image, CancellationToken cancellation)
    {
        if (!(await FlavorIdAsync(wanted.Flavor, cancellation)).TryGet(out var flavor, out var error))
            return error;
        var values = new JsonObject
        {
            ["name"] = wanted.Name,
            ["flavorRef"] = flavor,
            ["imageRef"] = image,
            // A zone and a host in it: so Nova lets an administrator choose.
            ["availability_zone"] = $"nova:{wanted.Host}",
            ["networks"] = new JsonArray(new JsonObject { ["port"] = port }),
        };
        if (!(await cloud.AskAsync(HttpMethod.Post, $"{Compute}/servers", new JsonObject { ["server"] = values }, cancellation)).TryGet(out var made, out error))
            return error;
        using (made)
            return made.RootElement.GetProperty("server").GetProperty("id").GetString()!;
    }

    /// <summary>Starts one that is off.</summary>
    public async Task<Result<Done>> StartAsync(string id, CancellationToken cancellation) =>
        await cloud.SendAsync($"{Compute}/servers/{id}/action", new JsonObject { ["os-start"] = null }, cancellation);

    /// <summary>Deletes it; that it is gone already is no failure.</summary>
    public async Task<Result<Done>> DeleteAsync(string id, CancellationToken cancellation) => await cloud.RemoveAsync($"{Compute}/servers/{id}", cancellation);

    /// <summary>Lets projects have as many servers as hosts have room for.</summary>
    public async Task<Result<Done>> RaiseQuotaAsync(CancellationToken cancellation)
    {
        var values = new JsonObject { ["instances"] = -1, ["cores"] = -1, ["ram"] = -1 };
        if (!(await cloud.AskAsync(HttpMethod.Put, $"{Compute}/os-quota-class-sets/default", new JsonObject { ["quota_class_set"] = values }, cancellation)).TryGet(out var raised, out var error))
            return error;
        raised.Dispose();
        return Done.Ok;
    }

    /// <summary>The id of the flavor with a name.</summary>
    public async Task<Result<string>> FlavorIdAsync(string name, CancellationToken cancellation)
    {
        if (!(await cloud.AskAsync(HttpMethod.Get, $"{Compute}/flavors", null, cancellation)).TryGet(out var listed, out var error))
            return error;
        using (listed)
        {
            return listed.RootElement.GetProperty("flavors").EnumerateArray().FirstOrDefault(flavor => flavor.GetProperty("name").GetString() == name) is { ValueKind: JsonValueKind.Object } found
                ? found.GetProperty("id").GetString()!
                : Error.NotFound("FlavorNotFound", $"There is no flavor '{name}': 'naru up' makes it.");
        }
    }

    private static CloudInstance Read(JsonElement server) => new(
        server.GetProperty("id").GetString()!,
        server.GetProperty("name").GetString()!,
        server.GetProperty("status").GetString()!,
        server.TryGetProperty("OS-EXT-SRV-ATTR:host", out var host) ? host.GetString() ?? "" : "",
        server.TryGetProperty("fault", out var fault) ? fault.GetProperty("message").GetString() ?? "" : "");
}
