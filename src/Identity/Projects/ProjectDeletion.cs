using Naru.Identity.ApplicationCredentials;
using Naru.Identity.Assignments;
using Naru.Identity.Credentials;
using Naru.Identity.DomainConfiguration;
using Naru.Identity.EndpointFilter;
using Naru.Identity.Limits;
using Naru.Identity.Trusts;
using Naru.Identity.Users;
using Naru.State;

namespace Naru.Identity.Projects;

/// <summary>What goes with a project.</summary>
internal static class ProjectDeletion
{
    public static void RemoveTraces(Transaction state, string projectId)
    {
        foreach (var assignment in AssignmentTable.ByTarget.Of(state, projectId))
            state.Delete(AssignmentTable.Table, assignment.Id);
        foreach (var credential in ApplicationCredentialTable.ByProject.Of(state, projectId))
            state.Delete(ApplicationCredentialTable.Table, credential.Id);
        foreach (var credential in CredentialTable.ByProject.Of(state, projectId))
            state.Delete(CredentialTable.Table, credential.Id);
        foreach (var trust in TrustTable.ByProject.Of(state, projectId))
            state.Delete(TrustTable.Table, trust.Id);
        foreach (var limit in LimitTables.ByOwner.Of(state, projectId))
            state.Delete(LimitTables.Limits, limit.Id);
        state.Delete(DomainConfig.Table, projectId);
        EndpointFilterTables.RemoveTraces(state, projectId);
        foreach (var user in UserTable.ByDefaultProject.Of(state, projectId))
            state.Update(UserTable.Table, user with { DefaultProjectId = null });
    }
}
