using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Naru.BlockStorage.Encryption;

/// <summary>AES in XTS mode (IEEE 1619) over sectors of 512 bytes with their numbers as tweaks: <c>aes-xts-plain64</c>.</summary>
internal sealed class AesXts : IDisposable
{
    public const int SectorSize = 512;
    private const int BlockSize = 16;

    // x^128 = x^7 + x^2 + x + 1.
    private const ulong Feedback = 0x87;

    private readonly Aes _data;
    private readonly Aes _tweak;

    /// <param name="key">Two keys of AES: for the data, and for the tweaks.</param>
    public AesXts(ReadOnlySpan<byte> key) => (_data, _tweak) = (AesOf(key[..(key.Length / 2)]), AesOf(key[(key.Length / 2)..]));

    public void Dispose()
    {
        _data.Dispose();
        _tweak.Dispose();
    }

    /// <summary>Encrypts whole sectors in place.</summary>
    public void Encrypt(Span<byte> sectors, long firstSector)
    {
        var tweaks = new byte[sectors.Length];
        for (var start = 0; start < sectors.Length; start += SectorSize)
            WriteTweaks(tweaks.AsSpan(start, SectorSize), (ulong)(firstSector + (start / SectorSize)));
        Mask(sectors, tweaks);
        _data.EncryptEcb(sectors.ToArray(), sectors, PaddingMode.None);
        Mask(sectors, tweaks);
    }

    private static Aes AesOf(ReadOnlySpan<byte> key)
    {
        var aes = Aes.Create();
        aes.Key = key.ToArray();
        return aes;
    }

    private void WriteTweaks(Span<byte> tweaks, ulong sector)
    {
        Span<byte> first = stackalloc byte[BlockSize];
        BinaryPrimitives.WriteUInt64LittleEndian(first, sector);
        _tweak.EncryptEcb(first, tweaks[..BlockSize], PaddingMode.None);
        for (var start = BlockSize; start < tweaks.Length; start += BlockSize)
        {
            var (low, high) = (BinaryPrimitives.ReadUInt64LittleEndian(tweaks[(start - 16)..]), BinaryPrimitives.ReadUInt64LittleEndian(tweaks[(start - 8)..]));
            BinaryPrimitives.WriteUInt64LittleEndian(tweaks[start..], (low << 1) ^ (high >> 63) * Feedback);
            BinaryPrimitives.WriteUInt64LittleEndian(tweaks[(start + 8)..], (high << 1) | (low >> 63));
        }
    }

    private static void Mask(Span<byte> data, ReadOnlySpan<byte> mask)
    {
        for (var at = 0; at < data.Length; at += sizeof(ulong))
            BinaryPrimitives.WriteUInt64LittleEndian(data[at..], BinaryPrimitives.ReadUInt64LittleEndian(data[at..]) ^ BinaryPrimitives.ReadUInt64LittleEndian(mask[at..]));
    }
}
