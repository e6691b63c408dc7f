using Naru.Network.Rbac;
using Naru.State;

namespace Naru.Network.Qos.Policies;

/// <summary>QoS policies that other projects may use.</summary>
internal sealed class SharedQosPolicies : IShareable
{
    public const string Kind = "qos_policy";

    public string ObjectType => Kind;

    public IReadOnlyList<string> Actions { get; } = [RbacPolicy.AccessAsShared];

    public bool CanBeNarrowed => false;

    public string? OwnerOf(IStateReader state, string objectId) => state.In(QosPolicyTable.Table).Find(objectId)?.ProjectId;

    public void Mark(Transaction state, string objectId, string action, IReadOnlySet<string> targets)
    {
        // The policy's shared attribute is read from the RBAC policies themselves.
    }

    public IEnumerable<string> UsersOf(IStateReader state, string objectId, string action) => QosPolicyUse.Of(state, objectId).Select(use => use.ProjectId);
}
