namespace Naru.BlockStorage.Documents;

/// <summary>How the bytes of volumes of a type are encrypted.</summary>
public sealed record TypeEncryption(string Id, string Provider, string ControlLocation, string? Cipher, int? KeySize)
{
    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }
}
