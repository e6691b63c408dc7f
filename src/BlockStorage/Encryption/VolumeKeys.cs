using System.Security.Cryptography;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Volumes;
using Naru.Primitives;

namespace Naru.BlockStorage.Encryption;

/// <summary>Which volumes are encrypted, and with what.</summary>
/// <remarks>
/// A volume of a type that asks for it has a key of its own; one that is made of its bytes has the same key, since the bytes are copied as they are. All are LUKS 1
/// with AES in XTS mode on the backend, whichever provider (<c>luks</c>, <c>luks2</c>, <c>plain</c>) the type names: instances see no difference.
/// </remarks>
internal static class VolumeKeys
{
    private const string Cipher = "aes-xts-plain64";
    private const int SecretLength = 32;

    /// <returns>Why a volume of this type cannot be made of this; null: it can.</returns>
    public static Error? Refusal(VolumeType type, VolumeSource source)
    {
        if (source.Key is not null && (type.Encryption is null || type.Id != source.TypeId))
            return Error.Invalid($"Invalid volume type: what the volume is made of is encrypted as its own type says, which '{type.Name}' is not: choose that type.");
        if (type.Encryption is not { } encryption || source.Key is not null)
            return null;
        if (source.Volume is not null || source.Snapshot is not null || source.BackupId is not null)
            return Error.Invalid($"Invalid volume type: '{type.Name}' asks for encryption, and what the volume is made of is not encrypted: an image of it can be made, and an encrypted volume of that.");
        if (encryption.ControlLocation != "front-end")
            return Error.Invalid($"Invalid volume type: '{type.Name}' asks its backend for encryption ({encryption.ControlLocation}), which none does: the control location must be front-end.");
        if (encryption.Cipher is { Length: > 0 } cipher && cipher != Cipher)
            return Error.Invalid($"Invalid volume type: '{type.Name}' asks for the cipher {cipher}: expected {Cipher}.");
        return BitsOf(encryption) is null
            ? Error.Invalid($"Invalid volume type: '{type.Name}' asks for a key of {encryption.KeySize} bits: expected 256 or 512, which are two keys of AES.")
            : null;
    }

    /// <summary>The key of a new volume, for which there was no refusal; null: it is not encrypted.</summary>
    public static VolumeKey? Of(VolumeType type, VolumeSource source) =>
        type.Encryption is not { } encryption ? null
        : new VolumeKey(
            Guid.NewGuid().ToString(),
            source.Key?.Secret ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretLength)),
            source.Key?.Bits ?? BitsOf(encryption)!.Value);

    /// <returns>Why that cannot be done with the volume because it is encrypted; null: it is not.</returns>
    public static Error? RefusalOf(Volume volume, string what) =>
        volume.Key is null ? null : Error.Invalid($"Invalid volume: volume {volume.Id} is encrypted, and its key stays with it: {what} is not possible.");

    private static int? BitsOf(TypeEncryption encryption) => encryption.KeySize switch
    {
        null or 0 or 512 => 256,
        256 => 128,
        _ => null,
    };
}
