using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Naru.Agent.Instances.Disks;
using Naru.Primitives;

namespace Naru.Agent.Instances.Namespaced;

/// <summary>Finds the root file system on a disk: on the whole of it, or in one of its partitions.</summary>
internal static class CellDisk
{
    private const int SectorLength = 512;
    private const int FirstPartitionAt = 446;
    private const int PartitionLength = 16;
    private const int Partitions = 4;
    private const int MostGuidPartitions = 128;

    public static Result<CellMount> RootOn(string disk)
    {
        using var file = File.OpenHandle(disk, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var roots = Places(file).Select(place => (place.Offset, place.Length, Type: FileSystems.TypeOf(file, place.Offset))).Where(place => place.Type is not null)
            .OrderByDescending(place => place.Length).ToList();
        if (roots.Count == 0)
            return Error.NotFound("ENOENT", "No bootable device: the disk has no file system.");
        var (offset, length, type) = roots[0];
        return LoopDevice.Of(disk, offset: offset, length: length)
            .Map(device => new CellMount(device.Path, "", type!, type == "ext4" ? FileSystems.Ext4Options : null));
    }

    private static List<(long Offset, long Length)> Places(SafeFileHandle file)
    {
        var places = new List<(long, long)>();
        var head = new byte[SectorLength * 2];
        if (FileSystems.TypeOf(file, 0) is not null)
            return [(0, 0)];
        if (RandomAccess.Read(file, head, 0) < head.Length || head[510] != 0x55 || head[511] != 0xaa)
            return places;
        if (head.AsSpan(SectorLength, 8).SequenceEqual("EFI PART"u8))
            return GuidPartitions(file, head.AsSpan(SectorLength));
        for (var number = 0; number < Partitions; number++)
        {
            // Type, then at 8 the first sector and at 12 how many there are.
            var entry = head.AsSpan(FirstPartitionAt + number * PartitionLength, PartitionLength);
            if (entry[4] != 0)
                places.Add((BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]) * (long)SectorLength, BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]) * (long)SectorLength));
        }
        return places;
    }

    // UEFI specification, 5.3: the header has at 72 where the entries are, at 80 their number, at 84 the length of one.
    private static List<(long, long)> GuidPartitions(SafeFileHandle file, ReadOnlySpan<byte> header)
    {
        var places = new List<(long, long)>();
        var at = (long)BinaryPrimitives.ReadUInt64LittleEndian(header[72..]) * SectorLength;
        var length = (int)Math.Clamp(BinaryPrimitives.ReadUInt32LittleEndian(header[84..]), 128, 4096);
        var entry = new byte[length];
        for (var number = 0; number < Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(header[80..]), MostGuidPartitions); number++)
        {
            if (RandomAccess.Read(file, entry, at + (long)number * length) < length)
                break;
            var (first, last) = (BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(32)), BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(40)));
            if (first > 0 && last >= first)
                places.Add((first * SectorLength, (last - first + 1) * SectorLength));
        }
        return places;
    }

    /// <summary>Whether an instance has a block device mounted somewhere.</summary>
    public static bool IsMounted(int minor, int first) =>
        File.ReadLines($"/proc/{first}/mountinfo").Any(line => line.Split(' ', 4)[2] == $"{LoopDevice.Major}:{minor}");
}
