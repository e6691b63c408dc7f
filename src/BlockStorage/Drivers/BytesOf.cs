namespace Naru.BlockStorage.Drivers;

/// <summary>Names the bytes of a volume or of a snapshot.</summary>
internal readonly record struct BytesOf(BytesKind Kind, string Id)
{
    public static BytesOf Volume(string id) => new(BytesKind.Volume, id);

    public static BytesOf Snapshot(string id) => new(BytesKind.Snapshot, id);
}
