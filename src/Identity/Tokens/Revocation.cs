using System.Text.Json.Serialization;
using Naru.State;

namespace Naru.Identity.Tokens;

/// <summary>A token that was given back before its time. Its id is the token's audit id.</summary>
/// <param name="ExpiresAt">When the token would have ended anyway, and this document with it.</param>
public sealed record Revocation(string Id, DateTimeOffset ExpiresAt) : IDocument;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Revocation))]
[JsonSerializable(typeof(SigningKey))]
internal sealed partial class TokenJson : JsonSerializerContext;
