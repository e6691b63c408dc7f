using Naru.Network.Nodes;
using Naru.Network.Routers;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Agents;

/// <summary>Agents come and go with their hosts; an administrator removes those of hosts that will not come back.</summary>
public sealed class AgentRules(RouterScheduling routers, DhcpScheduling dhcp) : IResourceRules<Agent>
{
    public Result<Done> Deleting(Transaction state, Caller caller, Agent agent)
    {
        if (state.In(NodeTable.Table).Find(agent.Host) is { IsAttached: true })
        {
            return Error.Conflict("AgentInUse",
                $"Agent {agent.Id} cannot be deleted: its host {agent.Host} is attached. Stop the agent there first.");
        }
        if (agent.Kind is AgentKind.L3)
        {
            foreach (var router in RouterTable.ByHost.Of(state, agent.Host).Concat(RouterTable.ByStandbyHost.Of(state, agent.Host)).ToList())
                RouterScheduling.Store(state, routers.Ensure(state, routers.TakeOff(state, router, agent.Host)));
        }
        if (agent.Kind is AgentKind.Dhcp)
        {
            foreach (var network in DhcpScheduling.NetworksOf(state, agent.Host).ToList())
                dhcp.Move(state, network.Id, agent.Host);
        }
        if (AgentTable.ByHost.CountOf(state, agent.Host) == 1)
            state.Delete(NodeTable.Table, agent.Host);
        return Done.Ok;
    }
}
