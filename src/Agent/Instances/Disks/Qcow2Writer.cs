using System.Buffers.Binary;

namespace Naru.Agent.Instances.Disks;

/// <summary>Writes a disk as a QEMU image (docs/interop/qcow2 of QEMU), version 2, with no more than the data that it has.</summary>
/// <remarks>Header, table of the first level, tables of the second, data, and the table and blocks of reference counts at the end.</remarks>
internal static class Qcow2Writer
{
    private const int ClusterBits = 16;
    private const int Cluster = 1 << ClusterBits;
    private const int EntriesOfTable = Cluster / sizeof(ulong);
    private const int CountsOfBlock = Cluster / sizeof(ushort);

    /// <summary>Says that a cluster is used by nothing else.</summary>
    private const ulong Copied = 1UL << 63;

    public static void Pack(string disk, string target)
    {
        using var source = File.OpenHandle(disk, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var output = File.OpenHandle(target, FileMode.Create, FileAccess.ReadWrite);
        var size = RandomAccess.GetLength(source);
        var tables = (int)((size + (long)Cluster * EntriesOfTable - 1) / ((long)Cluster * EntriesOfTable));
        var level1 = new byte[Round(tables * sizeof(ulong))];
        long next = Cluster + level1.Length;
        var data = new byte[Cluster];
        long written = 0;
        for (var table = 0; table < tables; table++)
        {
            byte[]? level2 = null;
            long level2At = 0;
            for (var entry = 0; entry < EntriesOfTable; entry++)
            {
                var position = ((long)table * EntriesOfTable + entry) * Cluster;
                if (position >= size)
                    break;
                if (position >= written)
                    written = SparseFile.NextData(source, position);
                if (position + Cluster <= written)
                    continue;
                Array.Clear(data);
                if (RandomAccess.Read(source, data, position) == 0 || !data.AsSpan().ContainsAnyExcept((byte)0))
                    continue;
                if (level2 is null)
                {
                    (level2, level2At) = (new byte[Cluster], next);
                    next += Cluster;
                }
                BinaryPrimitives.WriteUInt64BigEndian(level2.AsSpan(entry * sizeof(ulong)), (ulong)next | Copied);
                RandomAccess.Write(output, data, next);
                next += Cluster;
            }
            if (level2 is null)
                continue;
            RandomAccess.Write(output, level2, level2At);
            BinaryPrimitives.WriteUInt64BigEndian(level1.AsSpan(table * sizeof(ulong)), (ulong)level2At | Copied);
        }
        RandomAccess.Write(output, level1, Cluster);
        var (countsAt, countsClusters) = WriteCounts(output, next);
        RandomAccess.Write(output, Header(size, tables, countsAt, countsClusters), 0);
    }

    // Every cluster up to the end is used once, those with the counts too.
    private static (long At, int Clusters) WriteCounts(Microsoft.Win32.SafeHandles.SafeFileHandle output, long at)
    {
        var used = (int)(at / Cluster);
        var blocks = 1;
        var tableClusters = 1;
        while (blocks * CountsOfBlock < used + blocks + tableClusters)
        {
            blocks++;
            tableClusters = (blocks * sizeof(ulong) + Cluster - 1) / Cluster;
        }
        var total = used + blocks + tableClusters;
        var table = new byte[tableClusters * Cluster];
        for (var number = 0; number < blocks; number++)
        {
            var block = new byte[Cluster];
            for (var entry = 0; entry < CountsOfBlock && number * CountsOfBlock + entry < total; entry++)
                BinaryPrimitives.WriteUInt16BigEndian(block.AsSpan(entry * sizeof(ushort)), 1);
            var blockAt = at + (long)(tableClusters + number) * Cluster;
            RandomAccess.Write(output, block, blockAt);
            BinaryPrimitives.WriteUInt64BigEndian(table.AsSpan(number * sizeof(ulong)), (ulong)blockAt);
        }
        RandomAccess.Write(output, table, at);
        return (at, tableClusters);
    }

    private static byte[] Header(long size, int tables, long countsAt, int countsClusters)
    {
        var header = new byte[72];
        BinaryPrimitives.WriteUInt32BigEndian(header, 0x514649fb);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), 2);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(20), ClusterBits);
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(24), size);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(36), tables);
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(40), Cluster);
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(48), countsAt);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(56), countsClusters);
        return header;
    }

    private static int Round(int octets) => Math.Max(Cluster, (octets + Cluster - 1) / Cluster * Cluster);
}
