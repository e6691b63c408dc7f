using Microsoft.Net.Http.Headers;

namespace Naru.Rest;

/// <summary>The ranges that a request asks for (RFC 9110 §14).</summary>
public static class ByteRanges
{
    private const int Most = 50;

    /// <param name="line">The header <c>Range</c>.</param>
    /// <param name="size">Of the whole, in bytes.</param>
    /// <returns>Offsets and lengths; null: the whole; none: nothing that was asked for exists.</returns>
    public static IReadOnlyList<(long Offset, long Length)>? Of(string? line, long size)
    {
        if (line is null || !RangeHeaderValue.TryParse(line, out var asked) || asked.Unit != "bytes" || asked.Ranges.Count > Most)
            return null;
        var ranges = new List<(long, long)>();
        foreach (var range in asked.Ranges)
        {
            if (range.From is not { } from)
            {
                var last = Math.Min(range.To ?? 0, size);
                if (last > 0)
                    ranges.Add((size - last, last));
            }
            else if (from < size)
            {
                ranges.Add((from, Math.Min(range.To ?? (size - 1), size - 1) - from + 1));
            }
        }
        return ranges;
    }
}
