namespace Naru.NodeContract;

/// <summary>A host's answer to a <see cref="NodeQuestion"/>.</summary>
/// <param name="Text">What was found; why nothing could be, if <paramref name="IsRefusal"/>.</param>
public sealed record NodeAnswer(long Id, bool IsRefusal, string Text);
