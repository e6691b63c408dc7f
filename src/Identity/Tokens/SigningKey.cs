using Naru.State;

namespace Naru.Identity.Tokens;

/// <summary>What tokens of this cloud are signed with.</summary>
/// <param name="Key">32 random bytes.</param>
public sealed record SigningKey(string Id, byte[] Key) : IDocument;
