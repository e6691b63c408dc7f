using Naru.State;

namespace Naru.Identity.Tokens;

/// <summary>What is kept about tokens: not the tokens, only those that were revoked, and the key that signs them.</summary>
public static class TokenTables
{
    private static readonly TimeSpan Bucket = TimeSpan.FromMinutes(5);

    public static readonly Table<Revocation> Revocations = new("token_revocations", TokenJson.Default.Revocation);

    public static readonly Table<SigningKey> Keys = new("token_keys", TokenJson.Default.SigningKey);

    private static readonly Index<Revocation, long> ByExpiry = Revocations.IndexBy("expiry", (Revocation revocation) => (long?)BucketOf(revocation.ExpiresAt));

    /// <summary>Ends a token now, and forgets about those that ended by themselves.</summary>
    internal static void Revoke(this Transaction state, TokenPayload token)
    {
        var now = BucketOf(state.Time);
        foreach (var bucket in ByExpiry.KeysIn(state).Where(bucket => bucket < now).ToList())
        {
            foreach (var ended in ByExpiry.Of(state, bucket))
                state.Delete(Revocations, ended.Id);
        }
        if (!state.In(Revocations).Contains(token.AuditId))
            state.Insert(Revocations, new Revocation(token.AuditId, token.ExpiresAt));
    }

    private static long BucketOf(DateTimeOffset time) => time.UtcTicks / Bucket.Ticks;
}
