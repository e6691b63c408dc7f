using Naru.Identity.Projects;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Identity.Limits;

internal sealed class LimitRules : IResourceRules<Limit>
{
    public Result<Limit> Creating(Transaction state, Caller caller, Limit draft, Given given)
    {
        if (draft.OnProjectId is null == draft.DomainId is null)
            return IdentityErrors.Invalid("A limit names either 'project_id' or 'domain_id'.");
        if (draft.OnProjectId is { } project && state.In(ProjectTable.Table).Find(project) is not { IsDomain: false })
            return IdentityErrors.Invalid($"Could not find project: {project}.");
        if (draft.DomainId is { } domain && state.FindDomain(domain) is null)
            return IdentityErrors.Invalid($"Could not find domain: {domain}.");
        if (!LimitTables.RegisteredByName.Of(state, draft.ResourceName).Any(registered => registered.ServiceId == draft.ServiceId && registered.RegionId == draft.RegionId))
            return IdentityErrors.Forbidden($"No registered limit for {draft.ResourceName} of service {draft.ServiceId}: register one first.");
        return LimitTables.ByOwner.Of(state, draft.OnProjectId ?? draft.DomainId!)
            .Any(other => other.ServiceId == draft.ServiceId && other.RegionId == draft.RegionId && other.ResourceName == draft.ResourceName)
                ? IdentityErrors.Duplicate("limit", $"Duplicate entry found for {draft.ResourceName} of {draft.OnProjectId ?? draft.DomainId}")
                : draft;
    }
}
