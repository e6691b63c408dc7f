using System.Text;
using Naru.BlockStorage.Documents;

namespace Naru.BlockStorage.Listing;

/// <summary>Reads a map as clients put it into a query: a Python literal such as <c>{'key': 'value'}</c>, or JSON.</summary>
internal static class PythonMap
{
    /// <returns>The entries whose keys and values are quoted.</returns>
    public static IReadOnlyList<Entry> Parse(string text)
    {
        var quoted = Quoted(text);
        var entries = new List<Entry>();
        for (var index = 0; index + 1 < quoted.Count; index += 2)
            entries.Add(new Entry(quoted[index], quoted[index + 1]));
        return entries;
    }

    private static List<string> Quoted(string text)
    {
        var texts = new List<string>();
        StringBuilder? current = null;
        var quote = '\0';
        for (var index = 0; index < text.Length; index++)
        {
            var letter = text[index];
            if (current is null)
            {
                if (letter is '\'' or '"')
                    (current, quote) = (new StringBuilder(), letter);
            }
            else if (letter == '\\' && index + 1 < text.Length)
            {
                current.Append(text[++index]);
            }
            else if (letter == quote)
            {
                texts.Add(current.ToString());
                current = null;
            }
            else
            {
                current.Append(letter);
            }
        }
        return texts;
    }
}
