using Naru.Primitives;
using Naru.State;

namespace Naru.Identity.Trusts;

/// <summary>Where trusts are kept.</summary>
public static class TrustTable
{
    public static readonly Table<Trust> Table = new("trusts", TrustJson.Default.Trust);

    /// <summary>By trustor and by trustee.</summary>
    public static readonly Index<Trust, string> ByUser = Table.IndexByMany("user", (Trust trust) => (IEnumerable<string>)[trust.TrustorId, trust.TrusteeId]);

    public static readonly Index<Trust, string> ByProject = Table.IndexBy("project", trust => trust.OnProjectId);

    /// <summary>Takes one of the uses that remain; the tokens of the last one hold although the trust gives no more.</summary>
    internal static Result<Done> Use(Transaction state, string id)
    {
        if (state.In(Table).Find(id) is not { RemainingUses: > 0 } trust)
            return IdentityErrors.Unauthenticated;
        state.Update(Table, trust with { RemainingUses = trust.RemainingUses - 1 });
        return Done.Ok;
    }
}
