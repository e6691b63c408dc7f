using System.Buffers.Binary;
using System.Text;
using Naru.Primitives;

namespace Naru.Images.Formats;

/// <summary>The header of a sparse VMDK extent with its embedded descriptor (VMware's Virtual Disk Format 5.0, "Hosted Sparse Extent Header").</summary>
internal static class VmdkHeader
{
    private const int Sector = 512;
    private const int CapacityOffset = 12;
    private const int DescriptorOffset = 28;
    private const int DescriptorSize = 36;
    private const int HeaderLength = 79;
    private const long LongestDescriptor = 1 << 20;

    // Those whose data are in the same file.
    private static readonly string[] SelfContained = ["createType=\"monolithicSparse\"", "createType=\"streamOptimized\""];

    public static ReadOnlySpan<byte> Magic => "KDMV"u8;

    /// <returns>The size that a guest sees.</returns>
    public static Result<long?> Check(ReadOnlySpan<byte> head, FileStream file)
    {
        if (!head.StartsWith(Magic) || head.Length < HeaderLength)
            return Bad("it only describes data that are in other files");
        var capacity = BinaryPrimitives.ReadInt64LittleEndian(head[CapacityOffset..]);
        var offset = BinaryPrimitives.ReadInt64LittleEndian(head[DescriptorOffset..]);
        var length = BinaryPrimitives.ReadInt64LittleEndian(head[DescriptorSize..]);
        if (offset <= 0 || length is <= 0 or > LongestDescriptor / Sector || offset > (file.Length / Sector) - length || capacity is < 0 or > long.MaxValue / Sector)
            return Bad("its descriptor is not where its header says");
        var bytes = new byte[length * Sector];
        file.Position = offset * Sector;
        file.ReadExactly(bytes);
        var descriptor = Encoding.Latin1.GetString(bytes);
        if (!SelfContained.Any(type => descriptor.Contains(type, StringComparison.OrdinalIgnoreCase)))
            return Bad("it is neither monolithicSparse nor streamOptimized, the kinds whose data are in the same file");
        var extents = descriptor.Split('\n').Where(line => line.StartsWith("RW ", StringComparison.Ordinal) || line.StartsWith("RDONLY ", StringComparison.Ordinal)).ToList();
        if (extents.Count > 1 || extents.Any(line => line.Contains('/') || !line.Contains(" SPARSE ", StringComparison.Ordinal)))
            return Bad("its descriptor names other files");
        return descriptor.Contains("parentFileNameHint", StringComparison.OrdinalIgnoreCase) ? Bad("it has a parent") : capacity * Sector;
    }

    private static Error Bad(string reason) => Error.Invalid($"The vmdk data are refused: {reason}.");
}
