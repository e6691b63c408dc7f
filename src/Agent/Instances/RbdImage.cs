namespace Naru.Agent.Instances;

/// <summary>An image of a pool of Ceph.</summary>
/// <param name="Configuration">The file that names the monitors; null: where Ceph looks for it.</param>
internal sealed record RbdImage(string Pool, string Name, string User, string? Configuration)
{
    private const string Scheme = "rbd:///";

    /// <returns>What <c>rbd:///POOL/IMAGE?id=USER&amp;conf=FILE</c> names; null when it is no such thing.</returns>
    public static RbdImage? Parse(string connection)
    {
        if (!connection.StartsWith(Scheme, StringComparison.Ordinal) || connection[Scheme.Length..].Split('?') is not [var path, var query] || path.Split('/') is not [var pool, var name])
            return null;
        var values = query.Split('&').Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));
        return values.TryGetValue("id", out var user) ? new RbdImage(Uri.UnescapeDataString(pool), Uri.UnescapeDataString(name), user, values.GetValueOrDefault("conf")) : null;
    }

    /// <summary>The command of a server of NBD for the image, which ends when its one client is gone.</summary>
    public IReadOnlyList<string> Server(bool isReadOnly) =>
    [
        "qemu-nbd", "--format=raw", "--discard=unmap", .. isReadOnly ? (string[])["--read-only"] : [],
        $"rbd:{Escape(Pool)}/{Escape(Name)}:id={Escape(User)}{(Configuration is null ? "" : $":conf={Escape(Configuration)}")}",
    ];

    // QEMU's names of images have characters of their own.
    private static string Escape(string text) => string.Concat(text.Select(character => character is ':' or '@' or '/' or '=' or '\\' ? $"\\{character}" : character.ToString()));
}
