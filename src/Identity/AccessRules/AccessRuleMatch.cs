namespace Naru.Identity.AccessRules;

/// <summary>Decides whether an access rule covers a path.</summary>
internal static class AccessRuleMatch
{
    public static bool Covers(this AccessRule rule, string path) =>
        Covers(rule.Path.Split('/', StringSplitOptions.RemoveEmptyEntries), path.Split('/', StringSplitOptions.RemoveEmptyEntries));

    private static bool Covers(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        for (; pattern.Length > 0; pattern = pattern[1..], path = path[1..])
        {
            if (pattern[0] == "**")
            {
                for (var skipped = 0; skipped <= path.Length; skipped++)
                {
                    if (Covers(pattern[1..], path[skipped..]))
                        return true;
                }
                return false;
            }
            var isAny = pattern[0] == "*" || pattern[0].StartsWith('{') && pattern[0].EndsWith('}');
            if (path.Length == 0 || !isAny && pattern[0] != path[0])
                return false;
        }
        return path.Length == 0;
    }
}
