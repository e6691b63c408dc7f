namespace Naru.Agent.Namespaces;

/// <summary>What a network needs on a host: a namespace, and servers in it.</summary>
public interface INetworkPlan
{
    string NetworkId { get; }

    NamespacePlan Space { get; }
}
