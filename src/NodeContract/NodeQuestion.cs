using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>Something that the server wants to know of a host's data plane as it is now.</summary>
/// <param name="Id">Comes back with the answer.</param>
/// <param name="Words">What it is about, as the kind says.</param>
public sealed record NodeQuestion(long Id, NodeQuestionKind Kind, EquatableList<string> Words);
