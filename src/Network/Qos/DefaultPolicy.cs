using Naru.Network.Qos.Policies;
using Naru.State;

namespace Naru.Network.Qos;

/// <summary>The policy that networks of a project get which are made without one (extension <c>qos-default</c>).</summary>
internal static class DefaultPolicy
{
    public static string? IdOf(IStateReader state, string projectId) => QosPolicyTable.DefaultOf.Of(state, projectId).FirstOrDefault()?.Id;
}
