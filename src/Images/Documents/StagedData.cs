namespace Naru.Images.Documents;

/// <summary>Bytes that have arrived and are durable, in a file of their own.</summary>
/// <param name="File">Its name among those that arrived.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Checksum">MD5, in hex.</param>
/// <param name="Hash">SHA-512, in hex.</param>
public sealed record StagedData(string File, long Size, string Checksum, string Hash);
