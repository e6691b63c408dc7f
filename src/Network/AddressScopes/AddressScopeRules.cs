using Naru.Network.Rbac;
using Naru.Network.SubnetPools;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.AddressScopes;

/// <summary>What an address scope does beyond being stored.</summary>
public sealed class AddressScopeRules : IResourceRules<AddressScope>
{
    public Result<AddressScope> Creating(Transaction state, Caller caller, AddressScope draft, Given given) =>
        draft.IpVersion == 5 ? NetworkErrors.BadRequest("Invalid input for ip_version. Reason: '5' is not in [4, 6].") : Open(state, draft);

    public Result<AddressScope> Updating(Transaction state, Caller caller, AddressScope before, AddressScope after, Given given) =>
        before.Shared && !after.Shared
            ? NetworkErrors.Invalid("AddressScopeUpdateError", $"Unable to update address scope {before.Id} : Shared address scope can't be unshared.")
            : Open(state, after);

    public Result<Done> Deleting(Transaction state, Caller caller, AddressScope scope)
    {
        if (SubnetPoolTable.ByAddressScope.Any(state, scope.Id))
        {
            return Error.Conflict("AddressScopeInUse",
                $"Unable to complete operation on address scope {scope.Id}. There are one or more subnet pools in use on the address scope.");
        }
        Sharing.Forget(state, scope.Id);
        return Done.Ok;
    }

    private static AddressScope Open(Transaction state, AddressScope scope)
    {
        Sharing.Set(state, "address_scope", scope.Id, scope.ProjectId, RbacPolicy.AccessAsShared, scope.Shared);
        return scope;
    }
}
