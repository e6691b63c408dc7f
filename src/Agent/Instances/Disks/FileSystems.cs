using System.Buffers.Binary;
using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using Naru.Primitives;

namespace Naru.Agent.Instances.Disks;

/// <summary>File systems on disks: made, recognized, grown.</summary>
internal static class FileSystems
{
    private const int SuperBlockAt = 1024;
    private const int SuperBlockLength = 1024;
    private const long LeastGrowth = 16 << 20;

    private const int MendedCode = 1;

    public const int BlockLength = 4096;

    /// <summary>What an ext4 is mounted with here: a background thread that writes zeros would take the room that is not used.</summary>
    public const string Ext4Options = "noinit_itable";

    /// <summary>Makes an ext4 that can grow.</summary>
    public static Task<Result<Done>> MakeExt4Async(string disk, string label, CancellationToken cancellation) => RunAsync(
        "mkfs.ext4",
        ["-q", "-F", "-L", label, "-b", "4096", "-m", "0", "-i", "8192", "-J", "size=4", "-E", "lazy_itable_init=1,lazy_journal_init=1,nodiscard", disk],
        cancellation);

    /// <summary>Makes an ext4 with the files of a directory, for reading.</summary>
    public static Task<Result<Done>> MakeSmallExt4Async(string disk, string label, string content, CancellationToken cancellation) => RunAsync(
        "mkfs.ext4", ["-q", "-F", "-L", label, "-b", "1024", "-m", "0", "-O", "^has_journal", "-E", "nodiscard,root_owner=0:0", "-d", content, disk], cancellation);

    /// <summary>Makes a swap area: its header is all that there is of it (linux/swap.h).</summary>
    public static void MakeSwap(string disk, long octets)
    {
        var header = new byte[BlockLength];
        const int InfoAt = 1024;
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(InfoAt), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(InfoAt + 4), (uint)(octets / BlockLength - 1));
        Guid.NewGuid().TryWriteBytes(header.AsSpan(InfoAt + 12));
        "SWAPSPACE2"u8.CopyTo(header.AsSpan(BlockLength - 10));
        SparseFile.Create(disk, octets);
        using var file = File.OpenHandle(disk, FileMode.Open, FileAccess.Write);
        RandomAccess.Write(file, header, 0);
    }

    /// <summary>The type of the file system that begins at a place of a disk, as mount(8) calls it; null: none that the machine could mount.</summary>
    public static string? TypeOf(SafeFileHandle disk, long offset)
    {
        var head = new byte[72 * 1024];
        var length = RandomAccess.Read(disk, head, offset);
        var octets = head.AsSpan(0, length);
        if (Has(octets, 1080, [0x53, 0xef]))
            return "ext4";
        if (Has(octets, 0, "XFSB"u8))
            return "xfs";
        if (Has(octets, 1024, [0xe2, 0xe1, 0xf5, 0xe0]))
            return "erofs";
        if (Has(octets, 0, "hsqs"u8))
            return "squashfs";
        return Has(octets, 65600, "_BHRfS_M"u8) ? "btrfs" : null;
    }

    /// <summary>Lets an ext4 that nobody uses fill its disk; what has another file system, or none, stays as it is.</summary>
    public static async Task<Result<Done>> FillAsync(string disk, CancellationToken cancellation)
    {
        using (var file = File.OpenHandle(disk))
        {
            if (TypeOf(file, 0) != "ext4")
                return Done.Ok;
        }
        // What was ended at once has a journal that is not empty, which has to be played first. Code 1: something was mended.
        var mended = await RunAsync("e2fsck", ["-f", "-p", disk], cancellation, MendedCode);
        return mended.Succeeded ? await RunAsync("resize2fs", [disk], cancellation) : mended;
    }

    /// <summary>As <see cref="FillAsync"/>, for a disk that may be filled already: then it is only looked at.</summary>
    public static async Task<Result<Done>> FillGrownAsync(string disk, CancellationToken cancellation)
    {
        using (var file = File.OpenHandle(disk))
        {
            var head = new byte[SuperBlockAt + SuperBlockLength];
            // What is left at the end may be too little for a group of blocks.
            if (RandomAccess.Read(file, head, 0) < head.Length || LengthOf(head.AsSpan(SuperBlockAt)) > RandomAccess.GetLength(file) - LeastGrowth)
                return Done.Ok;
        }
        return await FillAsync(disk, cancellation);
    }

    // s_blocks_count_lo and _hi, and s_log_block_size (kernel.org, ext4's super block).
    private static long LengthOf(ReadOnlySpan<byte> superBlock) =>
        (BinaryPrimitives.ReadUInt32LittleEndian(superBlock[4..]) | (long)BinaryPrimitives.ReadUInt32LittleEndian(superBlock[0x150..]) << 32) << (10 + (int)BinaryPrimitives.ReadUInt32LittleEndian(superBlock[24..]));

    private static bool Has(ReadOnlySpan<byte> octets, int at, ReadOnlySpan<byte> magic) =>
        octets.Length >= at + magic.Length && octets.Slice(at, magic.Length).SequenceEqual(magic);

    private static async Task<Result<Done>> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation, int mostCode = 0)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin";
        try
        {
            using var process = Process.Start(start)!;
            var errors = await process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode <= mostCode ? Done.Ok : new Error(ErrorKind.Unavailable, "ProgramFailed", $"'{program}' ended with code {process.ExitCode}: {errors.Trim()}");
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            return new Error(ErrorKind.Unavailable, "ProgramMissing", $"'{program}' cannot be started: {failure.Message}.");
        }
    }
}
