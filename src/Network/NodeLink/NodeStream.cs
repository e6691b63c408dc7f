using System.Collections.Concurrent;
using System.Threading.Channels;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.NodeLink;

/// <summary>One attached host: what it has been told, and whether there is news.</summary>
internal sealed class NodeStream(string host, IReadOnlyList<IHostedPart> parts)
{
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private volatile NodeView _told = NodeView.Empty;

    private readonly ConcurrentQueue<NodeQuestion> _questions = new();
    private readonly ConcurrentDictionary<long, TaskCompletionSource<NodeAnswer>> _asked = new();
    private long _lastQuestion;

    public string Host => host;

    /// <summary>Asks the host something and waits for the answer.</summary>
    public async Task<NodeAnswer> AskAsync(NodeQuestionKind kind, EquatableList<string> words, CancellationToken cancellation)
    {
        var id = Interlocked.Increment(ref _lastQuestion);
        var answer = _asked.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            _questions.Enqueue(new NodeQuestion(id, kind, words));
            LookAgain();
            return await answer.Task.WaitAsync(cancellation);
        }
        finally
        {
            _asked.TryRemove(id, out _);
        }
    }

    /// <summary>The host has answered. Whoever does not wait any longer does not get it.</summary>
    public void Answer(NodeAnswer answer)
    {
        if (_asked.TryGetValue(answer.Id, out var waiting))
            waiting.TrySetResult(answer);
    }

    /// <summary>Looks at what a commit changed; any number of commits before the host is told count as one.</summary>
    /// <param name="news">Of the changes those that are <see cref="NodeConcern.IsNews"/>.</param>
    public void Look(Commit commit, IReadOnlyList<Change> news)
    {
        var told = _told;
        if (news.Any(change => NodeConcern.Concerns(change, told, host)) || commit.Changes.Any(change => parts.Any(part => part.Touches(change, told, host))))
            LookAgain();
    }

    /// <summary>There may be news of any kind.</summary>
    public void LookAgain() => _news.Writer.TryWrite(true);

    /// <summary>The first message: everything.</summary>
    public NodeUpdate Complete(Snapshot state)
    {
        _told = Build(state);
        return _told.Since(NodeView.Empty) with { IsComplete = true };
    }

    /// <summary>Waits for news and gives the difference; it may be empty.</summary>
    public async Task<NodeUpdate> NextAsync(Func<Snapshot> current, CancellationToken cancellation)
    {
        await _news.Reader.ReadAsync(cancellation);
        var view = Build(current());
        var questions = new List<NodeQuestion>();
        while (_questions.TryDequeue(out var question))
            questions.Add(question);
        var update = view.Since(_told) with { Questions = questions.ToEquatableList() };
        _told = view;
        return update;
    }

    private NodeView Build(Snapshot state) =>
        parts.Aggregate(NodeViewBuilder.Build(state, host), (view, part) => part.AddTo(view, state, host));
}
