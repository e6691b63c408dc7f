using System.Globalization;
using Naru.ObjectStorage.Index;
using Naru.Primitives;

namespace Naru.ObjectStorage.Objects;

/// <summary>What an account or a container may hold at most (<c>X-…-Meta-Quota-Bytes</c>, <c>X-Container-Meta-Quota-Count</c>).</summary>
internal static class Quotas
{
    /// <summary>Null when one object more, of this many bytes in place of <paramref name="replaced"/>, is within the quotas.</summary>
    public static Error? Refusal(IndexReader reader, Container container, string account, long bytes, StoredObject? replaced)
    {
        var growth = bytes - (replaced?.StoredSize ?? 0);
        if (Number(container.Headers["X-Container-Meta-Quota-Bytes"]) is { } most && container.BytesUsed + growth > most)
            return SwiftErrors.QuotaExceeded("Upload exceeds quota: the container's bytes.");
        if (replaced is null && Number(container.Headers["X-Container-Meta-Quota-Count"]) is { } count && container.ObjectCount + 1 > count)
            return SwiftErrors.QuotaExceeded("Upload exceeds quota: the container's number of objects.");
        if (Number(reader.Account(account)?.Headers["X-Account-Meta-Quota-Bytes"]) is { } whole && reader.Totals(container.AccountId).Bytes + growth > whole)
            return SwiftErrors.QuotaExceeded("Upload exceeds quota: the account's bytes.");
        return null;
    }

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
