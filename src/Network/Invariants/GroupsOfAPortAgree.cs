using Naru.Network.Ports;
using Naru.Network.SecurityGroups;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Network.Invariants;

internal sealed class GroupsOfAPortAgree : IInvariant
{
    public string Rule => "The security groups of a port are all stateful or all stateless, and it has none without port security.";

    public IEnumerable<Violation> Violations(Snapshot state)
    {
        foreach (var port in state.In(PortTable.Table).All.Where(port => !port.SecurityGroupIds.IsEmpty))
        {
            var title = Violation.Title("port", port.Id, port.Name);
            if (!port.PortSecurityEnabled)
                yield return new Violation(title, "has security groups without port security", "no groups, or port security");
            if (port.SecurityGroupIds.Select(state.In(SecurityGroupTable.Table).Find).OfType<SecurityGroup>().DistinctBy(group => group.Stateful).Count() > 1)
                yield return new Violation(title, "has stateful and stateless security groups", "groups of one kind");
        }
    }
}
