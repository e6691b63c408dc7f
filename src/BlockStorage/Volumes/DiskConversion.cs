using Naru.BlockStorage.Programs;
using Naru.Primitives;

namespace Naru.BlockStorage.Volumes;

/// <summary>Disks in other formats, by <c>qemu-img</c>.</summary>
/// <remarks>The format of what is read is always said: a guess by first bytes would open the files that a forged header names.</remarks>
internal sealed class DiskConversion
{
    private readonly string _folder;

    public DiskConversion(BlockStorageOptions options)
    {
        _folder = Directory.CreateDirectory(Path.Combine(options.DataDirectory, "converting")).FullName;
        foreach (var left in Directory.EnumerateFiles(_folder))
            File.Delete(left);
    }

    /// <summary>Converts a file and lets somebody use what came of it, which is gone afterwards.</summary>
    public async Task<Result<Done>> WithConvertedAsync(string source, string from, string to, Func<FileStream, Task<Result<Done>>> use, CancellationToken cancellation)
    {
        var target = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        try
        {
            if ((await ConvertAsync(source, from, target, to, cancellation)).Error is { } error)
                return error;
            await using var converted = new FileStream(target, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return await use(converted);
        }
        finally
        {
            File.Delete(target);
        }
    }

    private static async Task<Result<Done>> ConvertAsync(string source, string from, string target, string to, CancellationToken cancellation) =>
        await ProgramEnd.OfAsync(["qemu-img", "convert", "-U", "-f", from, "-O", to, source, target], cancellation) switch
        {
            { Succeeded: true } => Done.Ok,
            { Complaint: var complaint } => Error.Invalid($"qemu-img could not convert {from} to {to}: {complaint}"),
            null => Error.Invalid("qemu-img is not installed: disks that are not raw need it (the package qemu-utils)."),
        };
}
