namespace Naru.SharedFileSystems.Documents;

/// <summary>Truth values as operators of OpenStack write them, <c>&lt;is&gt; True</c> of the scheduler among them.</summary>
internal static class Truth
{
    private const string Prefix = "<is>";

    /// <returns>Null when the text is none.</returns>
    public static bool? Of(string? text)
    {
        var word = (text ?? "").Trim();
        if (word.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            word = word[Prefix.Length..].Trim();
        return word.ToLowerInvariant() switch
        {
            "1" or "t" or "true" or "on" or "y" or "yes" => true,
            "0" or "f" or "false" or "off" or "n" or "no" => false,
            _ => null,
        };
    }
}
