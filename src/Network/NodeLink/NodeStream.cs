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

    private readonly Lock _lock = new();

    /// <summary>Commits that came while the view was made: whether they concern the host is known when it is there.</summary>
    private readonly List<(Commit Commit, IReadOnlyList<Change> News)> _meanwhile = [];

    private NodeView _told = NodeView.Empty;
    private bool _isMaking = true;
    private NodeViewPatch _patch = new();
    private Snapshot? _patched;
    private bool _isMore;

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
            Wake();
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
        lock (_lock)
        {
            if (_isMaking)
                _meanwhile.Add((commit, news));
            else
                Consider(commit, news);
        }
    }

    /// <summary>There may be news of any kind.</summary>
    public void LookAgain()
    {
        lock (_lock)
            _isMore = true;
        Wake();
    }

    /// <summary>The first message: everything.</summary>
    public NodeUpdate Complete(Snapshot state)
    {
        var view = Build(state);
        Tell(view);
        return view.Since(NodeView.Empty) with { IsComplete = true };
    }

    /// <summary>Waits for news and gives the difference; it may be empty.</summary>
    public async Task<NodeUpdate> NextAsync(Func<Snapshot> current, CancellationToken cancellation)
    {
        await _news.Reader.ReadAsync(cancellation);
        NodeViewPatch patch;
        Snapshot? patched;
        bool isMore;
        lock (_lock)
        {
            (patch, patched, isMore) = (_patch, _patched, _isMore);
            (_patch, _patched, _isMore, _isMaking) = (new(), null, false, true);
        }
        var told = _told;
        var view = isMore ? Build(current()) : patched is null ? told : patch.Apply(told, patched, host);
        var questions = new List<NodeQuestion>();
        while (_questions.TryDequeue(out var question))
            questions.Add(question);
        Tell(view);
        return view.Since(told) with { Questions = questions.ToEquatableList() };
    }

    private void Tell(NodeView view)
    {
        lock (_lock)
        {
            (_told, _isMaking) = (view, false);
            foreach (var (commit, news) in _meanwhile)
                Consider(commit, news);
            _meanwhile.Clear();
        }
    }

    private void Consider(Commit commit, IReadOnlyList<Change> news)
    {
        if (commit.Revision <= _told.Revision)
            return;
        var concerning = news.Where(change => NodeConcern.Concerns(change, _told, host)).ToList();
        var isMore = !concerning.TrueForAll(change => NodeViewPatch.Covers(change, commit.Snapshot, _told, host))
            || commit.Changes.Any(change => parts.Any(part => part.Touches(change, _told, host)));
        if (concerning.Count == 0 && !isMore)
            return;
        _isMore |= isMore;
        _patched = commit.Snapshot;
        concerning.ForEach(_patch.Add);
        Wake();
    }

    private void Wake() => _news.Writer.TryWrite(true);

    private NodeView Build(Snapshot state) =>
        parts.Aggregate(NodeViewBuilder.Build(state, host), (view, part) => part.AddTo(view, state, host));
}
