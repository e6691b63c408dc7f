using System.Buffers.Binary;
using System.IO.Compression;
using Naru.Primitives;

namespace Naru.Agent.Instances.Disks;

/// <summary>Reads disk images of QEMU (docs/interop/qcow2 of QEMU), versions 2 and 3, without whatever leads out of the file.</summary>
internal static class Qcow2
{
    private const uint Magic = 0x514649fb;
    private const int HeaderLength = 104;
    private const ulong OffsetMask = 0x00fffffffffffe00;
    private const ulong CompressedFlag = 1UL << 62;
    private const ulong ZeroFlag = 1;
    private const ulong DirtyFeature = 1;
    private const int SectorLength = 512;

    // A table of the first level for 64 TiB in the smallest clusters would be larger; such images do not exist.
    private const int MostEntries = 1 << 25;

    /// <summary>Writes the disk that an image holds to a new sparse file, and gives its size.</summary>
    public static Result<long> Unpack(string source, string target)
    {
        using var file = File.OpenHandle(source);
        var header = new byte[HeaderLength];
        if (RandomAccess.Read(file, header, 0) < 72 || Number32(header, 0) != Magic)
            return Refused("it does not begin as one");
        var version = Number32(header, 4);
        var clusterBits = (int)Number32(header, 20);
        var size = (long)Number64(header, 24);
        if (version is not (2 or 3) || clusterBits is < 9 or > 21 || size < 0)
            return Refused($"version {version} with clusters of 2^{clusterBits} octets is unknown");
        if (Number64(header, 8) != 0)
            return Refused("it has a backing file");
        if (Number32(header, 32) != 0)
            return Refused("it is encrypted");
        if (version == 3 && (Number64(header, 72) & ~DirtyFeature) != 0)
            return Refused($"it needs features 0x{Number64(header, 72):x} that are not known here");

        var cluster = 1L << clusterBits;
        var entriesOfTable = cluster / sizeof(ulong);
        var tables = (size + cluster * entriesOfTable - 1) / (cluster * entriesOfTable);
        var first = (long)Number64(header, 40);
        if (tables > MostEntries || Number32(header, 36) < tables)
            return Refused("its first table is too short for its size");
        using var output = File.OpenHandle(target, FileMode.Create, FileAccess.ReadWrite);
        RandomAccess.SetLength(output, size);
        var level1 = new byte[tables * sizeof(ulong)];
        if (!ReadAll(file, level1, first))
            return Refused("it ends within its first table");
        var level2 = new byte[cluster];
        var data = new byte[cluster];
        for (long table = 0; table < tables; table++)
        {
            var at = (long)(Number64(level1, (int)table * sizeof(ulong)) & OffsetMask);
            if (at == 0)
                continue;
            if (!ReadAll(file, level2, at))
                return Refused("it ends within a table");
            for (long entry = 0; entry < entriesOfTable; entry++)
            {
                var descriptor = Number64(level2, (int)entry * sizeof(ulong));
                var position = (table * entriesOfTable + entry) * cluster;
                if (descriptor == 0 || position >= size)
                    continue;
                if ((descriptor & CompressedFlag) != 0)
                {
                    if (!Inflate(file, descriptor, clusterBits, data))
                        return Refused("a compressed cluster cannot be read");
                }
                else if ((descriptor & OffsetMask) is 0 || (version == 3 && (descriptor & ZeroFlag) != 0))
                {
                    continue;
                }
                else
                {
                    Array.Clear(data);
                    // The last cluster may be cut off where the file ends.
                    if (RandomAccess.Read(file, data, (long)(descriptor & OffsetMask)) == 0)
                        return Refused("it ends before its data");
                }
                SparseFile.WriteSparse(output, data.AsSpan(0, (int)Math.Min(cluster, size - position)), position);
            }
        }
        return size;

        Error Refused(string why) => Error.Invalid($"'{Path.GetFileName(source)}' cannot be used as qcow2: {why}.");
    }

    // The host offset is in the lower bits, the number of further sectors above it.
    private static bool Inflate(Microsoft.Win32.SafeHandles.SafeFileHandle file, ulong descriptor, int clusterBits, byte[] data)
    {
        var offsetBits = 62 - (clusterBits - 8);
        var offset = (long)(descriptor & ((1UL << offsetBits) - 1));
        var sectors = (long)((descriptor & (CompressedFlag - 1)) >> offsetBits) + 1;
        var packed = new byte[sectors * SectorLength - (offset & (SectorLength - 1))];
        var length = RandomAccess.Read(file, packed, offset);
        using var inflate = new DeflateStream(new MemoryStream(packed, 0, length), CompressionMode.Decompress);
        try
        {
            return inflate.ReadAtLeast(data, data.Length, throwOnEndOfStream: false) == data.Length;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static bool ReadAll(Microsoft.Win32.SafeHandles.SafeFileHandle file, byte[] target, long position)
    {
        for (var done = 0; done < target.Length;)
        {
            var read = RandomAccess.Read(file, target.AsSpan(done), position + done);
            if (read == 0)
                return false;
            done += read;
        }
        return true;
    }

    private static uint Number32(byte[] octets, int at) => BinaryPrimitives.ReadUInt32BigEndian(octets.AsSpan(at));

    private static ulong Number64(byte[] octets, int at) => BinaryPrimitives.ReadUInt64BigEndian(octets.AsSpan(at));
}
