namespace Naru.NodeContract;

/// <summary>A sign of life, many times a second, beside the stream of views.</summary>
/// <param name="Host">Who lives.</param>
/// <param name="Number">Counts up; the answer has the same.</param>
/// <param name="Revision">The revision of the view that the host acts on: what it must not do any more since then, it does not do.</param>
public sealed record NodeBeat(string Host, long Number, long Revision);
