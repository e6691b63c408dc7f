using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Naru.BlockStorage.Encryption;

/// <summary>The header of a disk of LUKS 1 (LUKS On-Disk Format Specification 1.2.3), which keeps the disk's key under a passphrase.</summary>
internal static class LuksHeader
{
    /// <summary>What comes before the encrypted bytes.</summary>
    public const int Length = 2 << 20;

    private const int SectorSize = AesXts.SectorSize;
    private const int Slots = 8;
    private const int Stripes = 4000;
    private const int SaltLength = 32;
    private const int DigestLength = 20;
    private const int FirstSlotSector = 8;
    private const uint SlotInUse = 0x00AC71F3;
    private const uint SlotFree = 0x0000DEAD;

    // The least that readers take. Many rounds make a guess of a passphrase slow; a random one is not guessed.
    private const int Rounds = 1000;

    private static readonly HashAlgorithmName Hash = HashAlgorithmName.SHA256;

    // "LUKS", and that it is one; version 1.
    private static ReadOnlySpan<byte> Magic => [0x4C, 0x55, 0x4B, 0x53, 0xBA, 0xBE, 0, 1];

    public static byte[] Make(string passphrase, ReadOnlySpan<byte> key)
    {
        var header = new byte[Length];
        var slotSectors = SlotSectors(key.Length);
        var slotSalt = RandomNumberGenerator.GetBytes(SaltLength);
        WriteStart(header, key);
        for (var slot = 0; slot < Slots; slot++)
            WriteSlot(header.AsSpan(208 + (slot * 48)), slot == 0, slotSalt, FirstSlotSector + (slot * slotSectors));

        var material = header.AsSpan(FirstSlotSector * SectorSize, slotSectors * SectorSize);
        Split(key, material);
        using var cipher = new AesXts(Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(passphrase), slotSalt, Rounds, Hash, key.Length));
        cipher.Encrypt(material, firstSector: 0);
        return header;
    }

    // Rounded up to 4096 bytes.
    private static int SlotSectors(int keyLength) => ((keyLength * Stripes) + 4095) / 4096 * 8;

    private static void WriteStart(Span<byte> header, ReadOnlySpan<byte> key)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        Magic.CopyTo(header);
        "aes"u8.CopyTo(header[8..]);
        "xts-plain64"u8.CopyTo(header[40..]);
        "sha256"u8.CopyTo(header[72..]);
        BinaryPrimitives.WriteUInt32BigEndian(header[104..], Length / SectorSize);
        BinaryPrimitives.WriteUInt32BigEndian(header[108..], (uint)key.Length);
        Rfc2898DeriveBytes.Pbkdf2(key, salt, header.Slice(112, DigestLength), Rounds, Hash);
        salt.CopyTo(header[132..]);
        BinaryPrimitives.WriteUInt32BigEndian(header[164..], Rounds);
        Encoding.ASCII.GetBytes(Guid.NewGuid().ToString(), header[168..]);
    }

    private static void WriteSlot(Span<byte> slot, bool isUsed, ReadOnlySpan<byte> salt, int sector)
    {
        BinaryPrimitives.WriteUInt32BigEndian(slot, isUsed ? SlotInUse : SlotFree);
        if (isUsed)
        {
            BinaryPrimitives.WriteUInt32BigEndian(slot[4..], Rounds);
            salt.CopyTo(slot[8..]);
        }
        BinaryPrimitives.WriteUInt32BigEndian(slot[40..], (uint)sector);
        BinaryPrimitives.WriteUInt32BigEndian(slot[44..], Stripes);
    }

    /// <summary>Spreads a key over stripes, all of which are needed to have it again: a stripe that is overwritten destroys it.</summary>
    private static void Split(ReadOnlySpan<byte> key, Span<byte> material)
    {
        var mixed = new byte[key.Length];
        for (var stripe = 0; stripe < Stripes - 1; stripe++)
        {
            var part = material.Slice(stripe * key.Length, key.Length);
            RandomNumberGenerator.Fill(part);
            Mix(mixed, part);
            Diffuse(mixed);
        }
        key.CopyTo(material[((Stripes - 1) * key.Length)..]);
        Mix(material.Slice((Stripes - 1) * key.Length, key.Length), mixed);
    }

    private static void Mix(Span<byte> target, ReadOnlySpan<byte> other)
    {
        for (var at = 0; at < target.Length; at++)
            target[at] ^= other[at];
    }

    // Keys are whole digests of SHA-256 long.
    private static void Diffuse(Span<byte> data)
    {
        Span<byte> numbered = stackalloc byte[sizeof(uint) + SHA256.HashSizeInBytes];
        for (var part = 0; part < data.Length / SHA256.HashSizeInBytes; part++)
        {
            var bytes = data.Slice(part * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes);
            BinaryPrimitives.WriteUInt32BigEndian(numbered, (uint)part);
            bytes.CopyTo(numbered[sizeof(uint)..]);
            SHA256.HashData(numbered, bytes);
        }
    }
}
