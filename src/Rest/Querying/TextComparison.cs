namespace Naru.Rest.Querying;

/// <summary>How a filter compares text other than by equality: <c>name__contains=…</c> (Identity API v3, "Filtering").</summary>
internal enum TextComparison
{
    Contains,
    StartsWith,
    EndsWith,
    EqualsAnyCase,
    ContainsAnyCase,
    StartsWithAnyCase,
    EndsWithAnyCase,
}
