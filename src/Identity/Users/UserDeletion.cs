using Naru.Identity.AccessRules;
using Naru.Identity.ApplicationCredentials;
using Naru.Identity.Assignments;
using Naru.Identity.Credentials;
using Naru.Identity.Groups;
using Naru.Identity.Passwords;
using Naru.Identity.Trusts;
using Naru.State;

namespace Naru.Identity.Users;

/// <summary>What goes with a user.</summary>
internal static class UserDeletion
{
    public static void RemoveTraces(Transaction state, string userId)
    {
        foreach (var assignment in AssignmentTable.ByActor.Of(state, userId))
            state.Delete(AssignmentTable.Table, assignment.Id);
        FailedLogins.Clear(state, userId);
        foreach (var membership in MembershipTable.ByUser.Of(state, userId))
            state.Delete(MembershipTable.Table, membership.Id);
        foreach (var credential in ApplicationCredentialTable.ByUser.Of(state, userId))
            state.Delete(ApplicationCredentialTable.Table, credential.Id);
        foreach (var rule in AccessRuleTable.ByUser.Of(state, userId))
            state.Delete(AccessRuleTable.Table, rule.Id);
        foreach (var credential in CredentialTable.ByUser.Of(state, userId))
            state.Delete(CredentialTable.Table, credential.Id);
        foreach (var trust in TrustTable.ByUser.Of(state, userId))
            state.Delete(TrustTable.Table, trust.Id);
    }
}
