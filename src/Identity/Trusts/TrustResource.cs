using Naru.Rest.Declarations;
using Naru.Rest.Values;

namespace Naru.Identity.Trusts;

/// <summary>A trust. It is made by the trustor and never changed.</summary>
public static class TrustResource
{
    private const string Read = IdentityPolicies.SystemRead + " or user_id:%(trustor_user_id)s or user_id:%(trustee_user_id)s";

    public static readonly ResourceDefinition<Trust> Definition = new("trust", "trusts", TrustTable.Table)
    {
        Path = "OS-TRUST/trusts",
        Blank = () => new Trust { Id = IdentityResource.NewId() },
        Operations = Operations.List | Operations.Delete,
        AbsenceIsPublic = true,
        ListPolicy = Read,
        ReadPolicy = Read,
        CreatePolicy = "user_id:%(trustor_user_id)s",
        DeletePolicy = "role:admin or user_id:%(trustor_user_id)s",
        Fields =
        [
            IdentityFields.Id<Trust>(),
            new Field<Trust, string>("trustor_user_id", IdentityFields.Reference, trust => trust.TrustorId, (trust, value) => trust with { TrustorId = value })
            {
                Access = Access.Create, Required = true, Query = Query.Filter,
            },
            new Field<Trust, string>("trustee_user_id", IdentityFields.Reference, trust => trust.TrusteeId, (trust, value) => trust with { TrusteeId = value })
            {
                Access = Access.Create, Required = true, Query = Query.Filter,
            },
            new Field<Trust, string?>("project_id", IdentityFields.Reference.OrNull(), trust => trust.OnProjectId, (trust, value) => trust with { OnProjectId = value })
            {
                Access = Access.Create, Query = Query.Filter,
            },
            new Field<Trust, bool>("impersonation", IdentityFields.Flag, trust => trust.Impersonation, (trust, value) => trust with { Impersonation = value })
            {
                Access = Access.Create, Required = true,
            },
            new Field<Trust, DateTimeOffset?>("expires_at", new TimeKind("Z").OrNone(), trust => trust.ExpiresAt, (trust, value) => trust with { ExpiresAt = value })
            {
                Access = Access.Create,
            },
            new Field<Trust, long?>("remaining_uses", Kinds.Integer(1, int.MaxValue).OrNone(), trust => trust.RemainingUses, (trust, value) => trust with { RemainingUses = value })
            {
                Access = Access.Create,
            },
            new Field<Trust, long>("redelegation_count", Kinds.Integer(), _ => 0),
            new Field<Trust, string?>("redelegated_trust_id", Kinds.Text(64).OrNull(), _ => null),
            new Field<Trust, string?>("deleted_at", Kinds.Text(64).OrNull(), _ => null),
        ],
    };
}
