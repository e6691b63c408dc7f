using Naru.Primitives;

namespace Naru.Rest.Policy;

/// <summary>Recursive descent over the policy language: or-terms of and-terms of optionally negated checks.</summary>
internal sealed class PolicyParser(string text, Func<string, PolicyExpression?> rule)
{
    private readonly List<string> _tokens = Tokens(text);
    private int _next;

    public HashSet<string> References { get; } = [];

    public HashSet<string> Attributes { get; } = [];

    public Result<Func<Caller, IPolicyTarget, bool>> Parse()
    {
        if (_tokens.Count == 0)
            return Always(true);
        var check = Or();
        return check.Succeeded && _next < _tokens.Count ? Bad($"unexpected '{_tokens[_next]}'") : check;
    }

    private Result<Func<Caller, IPolicyTarget, bool>> Or()
    {
        var left = And();
        while (left.Succeeded && Accept("or"))
        {
            var right = And();
            if (!right.Succeeded)
                return right;
            var (first, second) = (left.Value, right.Value);
            left = Check((caller, target) => first(caller, target) || second(caller, target));
        }
        return left;
    }

    private Result<Func<Caller, IPolicyTarget, bool>> And()
    {
        var left = Not();
        while (left.Succeeded && Accept("and"))
        {
            var right = Not();
            if (!right.Succeeded)
                return right;
            var (first, second) = (left.Value, right.Value);
            left = Check((caller, target) => first(caller, target) && second(caller, target));
        }
        return left;
    }

    private Result<Func<Caller, IPolicyTarget, bool>> Not() =>
        Accept("not") ? Atom().Map<Func<Caller, IPolicyTarget, bool>>(check => (caller, target) => !check(caller, target)) : Atom();

    private Result<Func<Caller, IPolicyTarget, bool>> Atom()
    {
        if (_next >= _tokens.Count)
            return Bad("it ends too early");
        var token = _tokens[_next++];
        if (token == "(")
        {
            var inner = Or();
            return inner.Succeeded && !Accept(")") ? Bad("a ')' is missing") : inner;
        }
        if (token is "@" or "!")
            return Always(token == "@");
        var colon = token.StartsWith('\'') ? token.IndexOf(':', token.IndexOf('\'', 1)) : token.IndexOf(':');
        if (colon <= 0)
            return Bad($"'{token}' is not a check: expected KIND:VALUE");
        // The left side may itself hold a colon (an extension's attribute); the target placeholder never does before '%('.
        var placeholder = token.IndexOf(":%(", StringComparison.Ordinal);
        if (placeholder > 0)
            colon = placeholder;
        var (kind, value) = (token[..colon], token[(colon + 1)..]);
        return kind switch
        {
            "role" => PolicyChecks.Role(value.ToLowerInvariant()),
            "rule" => Rule(value),
            "field" => PolicyChecks.Field(value, Attributes) is { } field
                ? field
                : Bad($"'{token}' is no check of a field: expected field:RESOURCE:ATTRIBUTE=VALUE"),
            "http" or "https" => Bad("asking another server is not supported"),
            _ => PolicyChecks.Comparison(kind, value, Attributes),
        };
    }

    private Result<Func<Caller, IPolicyTarget, bool>> Rule(string name)
    {
        References.Add(name);
        return Check((caller, target) => rule(name)?.Allows(caller, target) ?? false);
    }

    private bool Accept(string word)
    {
        if (_next >= _tokens.Count || !_tokens[_next].Equals(word, StringComparison.OrdinalIgnoreCase))
            return false;
        _next++;
        return true;
    }

    private static Result<Func<Caller, IPolicyTarget, bool>> Check(Func<Caller, IPolicyTarget, bool> check) => check;

    private static Result<Func<Caller, IPolicyTarget, bool>> Always(bool value) => Check((_, _) => value);

    private Error Bad(string reason) => Error.Invalid($"The policy '{text}' cannot be read: {reason}.");

    // Parentheses are tokens of their own unless they belong to a %(…)s placeholder.
    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var start = 0;
            while (start < word.Length && word[start] == '(')
            {
                tokens.Add("(");
                start++;
            }
            var end = word.Length;
            var closing = 0;
            while (end > start && word[end - 1] == ')')
            {
                end--;
                closing++;
            }
            if (end > start)
                tokens.Add(word[start..end]);
            for (; closing > 0; closing--)
                tokens.Add(")");
        }
        return tokens;
    }
}
