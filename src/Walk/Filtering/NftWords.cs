using Naru.Walk.Switching;

namespace Naru.Walk.Filtering;

/// <summary>The words of a rule, read one after the other. Braces, and quotes, with what is in them are one word.</summary>
internal sealed class NftWords
{
    private readonly string _rule;
    private readonly List<string> _words = [];
    private int _at;

    public NftWords(string rule)
    {
        _rule = rule;
        var start = 0;
        var (depth, isQuoted) = (0, false);
        for (var i = 0; i <= rule.Length; i++)
        {
            if (i < rule.Length && rule[i] == '{')
                depth++;
            if (i < rule.Length && rule[i] == '}')
                depth--;
            if (i < rule.Length && rule[i] == '"')
                isQuoted = !isQuoted;
            if (i < rule.Length && (rule[i] != ' ' || depth > 0 || isQuoted))
                continue;
            if (i > start)
                _words.Add(rule[start..i]);
            start = i + 1;
        }
    }

    public bool IsAtEnd => _at == _words.Count;

    public string Next => _at < _words.Count ? _words[_at++] : throw Unknown("more words");

    public void Skip(int count)
    {
        for (var skipped = 0; skipped < count; skipped++)
            _ = Next;
    }

    public bool Take(string word)
    {
        if (_at == _words.Count || _words[_at] != word)
            return false;
        _at++;
        return true;
    }

    public void Expect(string word)
    {
        if (!Take(word))
            throw Unknown(word);
    }

    public UnknownStepException Unknown(string expected) =>
        new($"The nftables rule '{_rule}' is not understood at word {_at + 1}: expected {expected}.");

    /// <summary>What stands between the braces, or the one value.</summary>
    public static IEnumerable<string> Elements(string word) => word.StartsWith('{')
        ? word[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : [word];
}
