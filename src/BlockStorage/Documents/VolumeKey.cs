namespace Naru.BlockStorage.Documents;

/// <summary>What the bytes of a volume are encrypted with.</summary>
/// <param name="Id">What the API calls it.</param>
/// <param name="Secret">The passphrase of the volume's LUKS header: random, and told to nobody but the hosts of the instances that have the volume.</param>
/// <param name="Bits">Of AES: 128 or 256.</param>
public sealed record VolumeKey(string Id, string Secret, int Bits);
