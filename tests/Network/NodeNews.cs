using Naru.Network.NodeLink;
using Naru.NodeContract;
using Naru.State;

namespace Naru.Network;

/// <summary>Whether the server tells a host of a change.</summary>
internal static class NodeNews
{
    public static bool Touches(Change change, NodeView view, string host) => NodeConcern.IsNews(change) && NodeConcern.Concerns(change, view, host);
}
