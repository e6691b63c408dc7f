using System.Buffers;
using System.Security.Cryptography;
using Naru.BlockStorage.Documents;

namespace Naru.BlockStorage.Encryption;

/// <summary>The bytes of encrypted volumes: a LUKS header, then what instances see of them, to the end of the volume.</summary>
internal static class EncryptedDisk
{
    private const int PieceSize = 1 << 20;

    /// <returns>How many bytes a volume needs for so many of its instances.</returns>
    public static long LengthOf(long content) => LuksHeader.Length + ((content + AesXts.SectorSize - 1) / AesXts.SectorSize * AesXts.SectorSize);

    /// <summary>Writes one with a key that only its header knows.</summary>
    /// <param name="content">What is in it; null: nothing that anybody has written, which reads as anything.</param>
    public static async Task WriteAsync(Stream target, VolumeKey key, Stream? content, CancellationToken cancellation)
    {
        // XTS takes two keys of AES.
        var diskKey = RandomNumberGenerator.GetBytes(2 * key.Bits / 8);
        await target.WriteAsync(LuksHeader.Make(key.Secret, diskKey), cancellation);
        if (content is null)
            return;
        using var cipher = new AesXts(diskKey);
        var buffer = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            for (long sector = 0; await content.ReadAtLeastAsync(buffer.AsMemory(0, PieceSize), PieceSize, throwOnEndOfStream: false, cancellation) is > 0 and var read;)
            {
                // An image may end within a sector.
                var length = (read + AesXts.SectorSize - 1) / AesXts.SectorSize * AesXts.SectorSize;
                buffer.AsSpan(read, length - read).Clear();
                cipher.Encrypt(buffer.AsSpan(0, length), sector);
                await target.WriteAsync(buffer.AsMemory(0, length), cancellation);
                sector += length / AesXts.SectorSize;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
