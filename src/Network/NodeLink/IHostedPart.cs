using Naru.NodeContract;
using Naru.State;

namespace Naru.Network.NodeLink;

/// <summary>A service beside the network that hosts have a part in: instances, volumes, shares. Registered as a singleton; the stream of every host asks all of them.</summary>
public interface IHostedPart
{
    /// <summary>Adds what the host has to know of this service to its view.</summary>
    NodeView AddTo(NodeView view, IStateReader state, string host);

    /// <summary>Whether a change may alter what <see cref="AddTo"/> adds.</summary>
    /// <param name="told">What the host knows now.</param>
    bool Touches(Change change, NodeView told, string host);

    /// <summary>A host has come with what it says of itself.</summary>
    void Attach(Transaction state, NodeHello hello);

    /// <summary>Takes from a report what concerns this service. What is no news changes nothing.</summary>
    void Record(Transaction state, string host, NodeReport report);

    /// <summary>Whether the report has something for <see cref="Record"/>; a pure look at it, without the state.</summary>
    bool Concerns(NodeReport report);
}
