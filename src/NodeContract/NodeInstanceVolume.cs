namespace Naru.NodeContract;

/// <summary>A volume that is attached to an instance.</summary>
/// <param name="Device">Its name in the instance, such as <c>/dev/vdb</c>.</param>
/// <param name="Connection">How the host reaches its bytes, as the volume's driver gives it: an URI such as <c>file:///…</c> or <c>nbd://192.0.2.1:10809/ID</c>.</param>
/// <param name="BootIndex">0: the root disk, instead of one made from an image; -1: nothing is booted from it.</param>
public sealed record NodeInstanceVolume(string Id, string Device, string Connection, int BootIndex, bool IsReadOnly)
{
    /// <summary>The user's word for it; empty: none.</summary>
    public string Tag { get; init; } = "";

    /// <summary>The passphrase of the LUKS header that its bytes begin with; empty: they are not encrypted.</summary>
    public string Secret { get; init; } = "";

    /// <summary>Of the volume, as the host shall offer it.</summary>
    public long SizeGiB { get; init; }
}
