using System.Threading.Channels;
using Naru.NodeContract;
using Naru.State;

namespace Naru.Network.NodeLink;

/// <summary>One attached host: what it has been told, and whether there is news.</summary>
internal sealed class NodeStream(string host)
{
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private volatile NodeView _told = NodeView.Empty;

    public string Host => host;

    /// <summary>Looks at what a commit changed; any number of commits before the host is told count as one.</summary>
    public void Look(Commit commit)
    {
        foreach (var change in commit.Changes)
        {
            if (!NodeConcern.Touches(change, _told, host))
                continue;
            LookAgain();
            return;
        }
    }

    /// <summary>There may be news of any kind.</summary>
    public void LookAgain() => _news.Writer.TryWrite(true);

    /// <summary>The first message: everything.</summary>
    public NodeUpdate Complete(Snapshot state)
    {
        _told = NodeViewBuilder.Build(state, host);
        return _told.Since(NodeView.Empty) with { IsComplete = true };
    }

    /// <summary>Waits for news and gives the difference; it may be empty.</summary>
    public async Task<NodeUpdate> NextAsync(Func<Snapshot> current, CancellationToken cancellation)
    {
        await _news.Reader.ReadAsync(cancellation);
        var view = NodeViewBuilder.Build(current(), host);
        var update = view.Since(_told);
        _told = view;
        return update;
    }
}
