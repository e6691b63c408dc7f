using System.Text;
using Naru.NodeContract;

namespace Naru.Agent.Instances;

/// <summary>A volume whose bytes are encrypted (LUKS). QEMU decrypts it outside of the kernel, which need not know how.</summary>
internal static class LuksImage
{
    /// <returns>The command of a server of NBD that shows what the volume holds, and ends when its one client is gone; null for bytes that are reached in no known way.</returns>
    /// <param name="secret">The file with its passphrase, which is read at the start.</param>
    public static IReadOnlyList<string>? Server(NodeInstanceVolume volume, string secret) => Options(volume.Connection) is not { } options ? null :
    [
        "qemu-nbd", "--object", $"secret,id=key,file={Escape(secret)}", .. volume.IsReadOnly ? (string[])["--read-only"] : [],
        "--image-opts", new StringBuilder("driver=luks,key-secret=key").AppendJoin("", options.Select(option => $",file.{option.Key}={Escape(option.Value)}")).ToString(),
    ];

    private static IEnumerable<(string Key, string Value)>? Options(string connection)
    {
        if (RbdImage.Parse(connection) is { } image)
        {
            IEnumerable<(string, string)> options = [("driver", "rbd"), ("pool", image.Pool), ("image", image.Name), ("user", image.User)];
            return image.Configuration is { } configuration ? options.Append(("conf", configuration)) : options;
        }
        if (!Uri.TryCreate(connection, UriKind.Absolute, out var uri))
            return null;
        return uri.Scheme switch
        {
            // Several instances may have it.
            "file" => [("driver", "file"), ("locking", "off"), ("filename", uri.LocalPath)],
            "nbd" =>
            [
                ("driver", "nbd"), ("server.type", "inet"), ("server.host", uri.IdnHost), ("server.port", $"{uri.Port}"), ("export", Uri.UnescapeDataString(uri.AbsolutePath[1..])),
            ],
            _ => null,
        };
    }

    // A comma ends an option.
    private static string Escape(string value) => value.Replace(",", ",,", StringComparison.Ordinal);
}
