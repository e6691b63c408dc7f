using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Walk.Observing;

/// <summary>Asks a host something about its data plane: <c>NodeStreams.AskAsync</c>.</summary>
public delegate Task<Result<string>> AskHost(string host, NodeQuestionKind kind, EquatableList<string> words, CancellationToken cancellation);
