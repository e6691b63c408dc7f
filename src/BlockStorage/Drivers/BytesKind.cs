namespace Naru.BlockStorage.Drivers;

internal enum BytesKind
{
    Volume,
    Snapshot,
}
