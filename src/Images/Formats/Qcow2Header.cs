using System.Buffers.Binary;
using Naru.Primitives;

namespace Naru.Images.Formats;

/// <summary>The header of a qcow2 disk (QEMU's docs/interop/qcow2.txt, "Header").</summary>
internal static class Qcow2Header
{
    private const int ShortestV2 = 72;
    private const int ShortestV3 = 104;
    private const int BackingFileOffset = 8;
    private const int VirtualSizeOffset = 24;
    private const int IncompatibleFeaturesOffset = 72;

    // "Incompatible features": bit 2 says that the data are in another file; bits 0, 1, 3 and 4 (dirty, corrupt, compression, extended L2) do not.
    private const ulong ExternalDataFile = 1 << 2;
    private const ulong KnownFeatures = 0x1f;

    public static ReadOnlySpan<byte> Magic => [(byte)'Q', (byte)'F', (byte)'I', 0xfb];

    /// <returns>The size that a guest sees.</returns>
    public static Result<long?> Check(ReadOnlySpan<byte> head)
    {
        if (head.Length < ShortestV2)
            return Bad("it ends within its header");
        var version = BinaryPrimitives.ReadUInt32BigEndian(head[4..]);
        if (version is not 2 and not 3)
            return Bad($"version {version} is not known");
        if (BinaryPrimitives.ReadUInt64BigEndian(head[BackingFileOffset..]) != 0)
            return Bad("it has a backing file, and an image stands for itself: convert it into one without");
        if (version == 3)
        {
            if (head.Length < ShortestV3)
                return Bad("it ends within its header");
            var features = BinaryPrimitives.ReadUInt64BigEndian(head[IncompatibleFeaturesOffset..]);
            if ((features & ExternalDataFile) != 0)
                return Bad("its data are in another file, and an image stands for itself");
            if ((features & ~KnownFeatures) != 0)
                return Bad($"it needs features that are not known (0x{features & ~KnownFeatures:x})");
        }
        var size = BinaryPrimitives.ReadInt64BigEndian(head[VirtualSizeOffset..]);
        return size >= 0 ? size : Bad("its size is impossible");
    }

    private static Error Bad(string reason) => Error.Invalid($"The qcow2 data are refused: {reason}.");
}
