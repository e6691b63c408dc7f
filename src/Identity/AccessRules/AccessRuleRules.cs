using Naru.Identity.ApplicationCredentials;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Identity.AccessRules;

internal sealed class AccessRuleRules : IResourceRules<AccessRule>
{
    public Result<Done> Deleting(Transaction state, Caller caller, AccessRule rule) =>
        ApplicationCredentialTable.ByAccessRule.Any(state, rule.Id)
            ? IdentityErrors.Forbidden($"Access rule {rule.Id} is in use by an application credential and cannot be deleted.")
            : Done.Ok;
}
