namespace Naru.Compute.Servers;

/// <summary>The names that instances have inside.</summary>
internal static class HostNames
{
    private const int Longest = 63;

    /// <summary>What a name becomes when it shall be a host's (RFC 1123 section 2.1): lower case, letters, digits and hyphens.</summary>
    public static string Of(string name)
    {
        var letters = name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : letter is ' ' or '_' or '.' or '-' ? '-' : '\0').Where(letter => letter != '\0');
        var host = string.Concat(letters).Trim('-');
        if (host.Length > Longest)
            host = host[..Longest].TrimEnd('-');
        return host.Length > 0 ? host : "server";
    }
}
