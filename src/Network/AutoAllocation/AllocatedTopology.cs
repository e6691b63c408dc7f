using Naru.State;

namespace Naru.Network.AutoAllocation;

/// <summary>The network and the router that a project got without asking for each.</summary>
/// <param name="Id">The project; it has at most one.</param>
public sealed record AllocatedTopology(string Id, string NetworkId, string RouterId) : IDocument;
