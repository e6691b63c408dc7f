using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Identity.Credentials;

internal sealed class CredentialRules : IResourceRules<Credential>
{
    public Result<Credential> Creating(Transaction state, Caller caller, Credential draft, Given given)
    {
        if (draft.Type != Credential.Ec2)
            return draft;
        if (!CheckEc2(draft).TryGet(out var blob, out var error))
            return error;
        var credential = draft with { Id = Ec2Blob.IdOf(blob.Access) };
        return state.In(CredentialTable.Table).Contains(credential.Id)
            ? IdentityErrors.Duplicate("credential", $"Duplicate entry found with access key {blob.Access}")
            : credential;
    }

    public Result<Credential> Updating(Transaction state, Caller caller, Credential before, Credential after, Given given)
    {
        if (after.UserId != before.UserId && !caller.IsAdmin)
            return IdentityErrors.NotAllowed("update_credential");
        return after.Type == Credential.Ec2 ? CheckEc2(after).Map(_ => after) : after;
    }

    private static Result<Ec2Blob> CheckEc2(Credential credential)
    {
        if (credential.OnProjectId is null)
            return IdentityErrors.Invalid("A credential of type ec2 needs 'project_id'.");
        return Ec2Blob.Parse(credential.Blob) is { } blob
            ? blob
            : IdentityErrors.Invalid("The blob of a credential of type ec2 is JSON text with 'access' and 'secret'.");
    }
}
