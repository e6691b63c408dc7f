using Naru.NodeContract;

namespace Naru.Agent.Server;

/// <summary>Looks at the host's data plane for the server.</summary>
public interface INodeEyes
{
    /// <summary>Answers in any case: what cannot be seen is said so.</summary>
    Task<NodeAnswer> LookAsync(NodeQuestion question, CancellationToken cancellation);
}
