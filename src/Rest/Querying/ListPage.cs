namespace Naru.Rest.Querying;

/// <summary>A page of a list.</summary>
/// <param name="NextMarker">The marker of the page after it, or null at the end.</param>
/// <param name="PreviousMarker">The marker of the page before it (with <c>page_reverse</c>), null at the start, or empty for the last page.</param>
public sealed record ListPage<T>(IReadOnlyList<T> Items, string? NextMarker, string? PreviousMarker);
