namespace Naru.Identity.Tokens;

public sealed class TokenCodecSpecs
{
    private static readonly TokenCodec Codec = new([.. Enumerable.Range(0, 32).Select(number => (byte)number)]);

    private static readonly Gen<string> Id = Gen.OneOf(
        Gen.Guid.Select(id => id.ToString("N")), Gen.Guid.Select(id => id.ToString("N").ToUpperInvariant()), Gen.Const("default"), Gen.Const("ö-1"));

    private static readonly Gen<TokenPayload> Payload =
        from user in Id
        from scope in Id
        from kind in Gen.Enum<TokenScopeKind>()
        from methods in Gen.Int[1, 7]
        from generation in Gen.Int
        from issued in Gen.Long[0, 4_000_000_000_000_000]
        from chain in Gen.Guid.Select(id => id.ToString("N")).Null()
        from credential in Id.Null()
        select new TokenPayload
        {
            UserId = user,
            Scope = new TokenScope(kind, kind is TokenScopeKind.Project or TokenScopeKind.Domain ? scope : ""),
            Methods = (TokenMethods)methods,
            Generation = generation,
            IssuedAt = DateTimeOffset.UnixEpoch.AddMicroseconds(issued),
            ExpiresAt = DateTimeOffset.UnixEpoch.AddMicroseconds(issued).AddHours(1),
            AuditId = "AAAAAAAAAAAAAAAAAAAAAA",
            ChainId = chain,
            ApplicationCredentialId = credential,
        };

    [Fact]
    public void Decoding_gives_what_was_encoded() => Payload.Sample(payload =>
    {
        Assert.True(Codec.TryDecode(Codec.Encode(payload), out var decoded));
        Assert.Equal(payload, decoded);
    });

    [Fact]
    public void Another_key_refuses() => Payload.Sample(payload =>
        Assert.False(new TokenCodec(new byte[32]).TryDecode(Codec.Encode(payload), out _)));

    [Fact]
    public void Any_text_is_refused_or_decoded_and_nothing_throws() => Gen.String.Sample(text => Assert.False(Codec.TryDecode(text, out _)));

    [Fact]
    public void Any_record_is_refused_or_read_and_nothing_throws() => Gen.Byte.Array[0, 200].Sample(record =>
    {
        if (record.Length > 0)
            record[0] = 1;
        TokenRecord.TryRead(record, out _);
    });
}
