using System.Text.Json;
using System.Text.Json.Serialization;
using Naru.BlockStorage.Drivers.Rbd;
using Naru.Identity.Passwords;
using Naru.Network.Nova;
using Naru.ObjectStorage.S3;
using Naru.Primitives;
using Naru.Rest.Keystone;
using Naru.SharedFileSystems.Ceph;

namespace Naru.Configuration;

/// <summary>What an operator decides beyond the options of the command line: the JSON file of <c>naru server --config</c>.</summary>
/// <remarks>Properties are set and not init, because generated readers give an init property that the file lacks no default.</remarks>
internal sealed record ServerConfiguration
{
    /// <summary>The region of the own catalog.</summary>
    public string Region { get; set; } = "RegionOne";

    /// <summary>How passwords must be; only for the own Identity.</summary>
    public PasswordRules Passwords { get; set; } = new();

    /// <summary>The Keystone that knows everybody; null: the own Identity does.</summary>
    public KeystoneOptions? Keystone { get; set; }

    /// <summary>The Compute service that waits for ports; null: nobody is told.</summary>
    public NovaOptions? Nova { get; set; }

    /// <summary>Hosts that images may be imported from with <c>web-download</c>, as HOST or HOST:PORT; none: there is no such import.</summary>
    public IReadOnlyList<string> ImageDownloadHosts { get; set; } = [];

    /// <summary>The bucket that has the bytes of objects; null: files have them.</summary>
    public S3Options? S3 { get; set; }

    /// <summary>The pool of Ceph that has volumes; null: files have them.</summary>
    public RbdOptions? Rbd { get; set; }

    /// <summary>The file system of Ceph that has shares; null: files of this machine have them.</summary>
    [JsonPropertyName("cephfs")]
    public CephFsOptions? CephFs { get; set; }

    public static Result<ServerConfiguration> Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize(file, ServerConfigurationJson.Default.ServerConfiguration)?.Checked(path)
                ?? Error.Invalid($"The configuration '{path}' is null: expected a JSON object.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return Error.Invalid($"The configuration '{path}' cannot be read: {exception.Message}");
        }
    }

    private Result<ServerConfiguration> Checked(string path)
    {
        if (Passwords.Problem() is { } rules)
            return Error.Invalid($"{path}: passwords.{rules}");
        if (Keystone?.Problem() is { } keystone)
            return Error.Invalid($"{path}: keystone.{keystone}");
        if (Nova?.Problem(hasKeystone: Keystone is not null) is { } nova)
            return Error.Invalid($"{path}: nova.{nova}");
        if (S3?.Problem() is { } s3)
            return Error.Invalid($"{path}: s3.{s3}");
        if (Rbd?.Problem() is { } rbd)
            return Error.Invalid($"{path}: rbd.{rbd}");
        if (CephFs?.Problem() is { } cephFs)
            return Error.Invalid($"{path}: cephfs.{cephFs}");
        return this;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ServerConfiguration))]
internal sealed partial class ServerConfigurationJson : JsonSerializerContext;
