using Naru.Network.Networks;
using Naru.Network.Rbac;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Network.Invariants;

internal sealed class PoliciesShareWhatExists(IEnumerable<IShareable> shareables) : IInvariant
{
    private readonly Dictionary<string, IShareable> _shareables = shareables.ToDictionary(shareable => shareable.ObjectType);

    public string Rule => "An RBAC policy is about an object that exists, and a network is shared or external just when a policy says so.";

    public IEnumerable<Violation> Violations(Snapshot state)
    {
        foreach (var policy in state.In(RbacTable.Table).All)
        {
            var title = Violation.Title("RBAC policy", policy.Id);
            if (!_shareables.TryGetValue(policy.ObjectType, out var kind))
                yield return new Violation(title, $"object_type is '{policy.ObjectType}'", $"one of {string.Join(", ", _shareables.Keys)}");
            else if (kind.OwnerOf(state, policy.ObjectId) is null)
                yield return new Violation(title, $"there is no {policy.ObjectType} {policy.ObjectId}", "no policy for what does not exist");
        }
        foreach (var network in state.In(NetworkTable.Table).All)
        {
            var policies = RbacTable.ByObject.Of(state, network.Id);
            var title = Violation.Title("network", network.Id, network.Name);
            if (network.Shared != policies.Any(policy => policy is { Action: RbacPolicy.AccessAsShared, TargetProjectId: RbacPolicy.Everybody }))
                yield return new Violation(title, $"shared is {network.Shared}", "true with a policy that opens it to everybody, false without");
            if (network.IsExternal != policies.Any(policy => policy.Action == RbacPolicy.AccessAsExternal))
                yield return new Violation(title, $"router:external is {network.IsExternal}", "true with a policy of access_as_external, false without");
        }
    }
}
