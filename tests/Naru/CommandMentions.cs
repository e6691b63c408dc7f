using System.CommandLine;
using System.Text.RegularExpressions;

namespace Naru;

/// <summary>The commands of the program that a document shows, in code spans and in blocks of code.</summary>
internal static partial class CommandMentions
{
    /// <summary>What the script <c>naru</c> does itself.</summary>
    private const string OfTheScript = "test";

    /// <summary>What in them the program does not know.</summary>
    public static IEnumerable<string> Wrong(string document) =>
        from line in Code(document)
        from Match mention in Mention().Matches(line)
        let words = mention.Groups["words"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where words.Length > 0 && words[0] != OfTheScript
        let wrong = WrongIn(words)
        where wrong is not null
        select $"'{mention.Value.Trim()}': {wrong}";

    private static string? WrongIn(string[] words)
    {
        Command command = Program.Commands();
        var options = new List<Option>(command.Options);
        foreach (var word in words.Select(word => word.Trim('[', ']', ',', '.')).TakeWhile(word => word != "--"))
        {
            if (word.StartsWith('-'))
            {
                if (!options.Exists(option => option.Name == word || option.Aliases.Contains(word)))
                    return $"'{command.Name}' has no option {word}";
            }
            else if (command.Subcommands.FirstOrDefault(one => one.Name == word) is { } next)
            {
                options.RemoveAll(option => !option.Recursive);
                options.AddRange(next.Options);
                command = next;
            }
            else if (command.Subcommands.Count > 0 && command.Arguments.Count == 0)
            {
                return $"there is no command {word}";
            }
        }
        return null;
    }

    private static IEnumerable<string> Code(string document)
    {
        var isFenced = false;
        foreach (var line in document.Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                isFenced = !isFenced;
            else if (isFenced || line.StartsWith("    ", StringComparison.Ordinal))
                yield return line;
            else
            {
                foreach (Match span in Span().Matches(line))
                    yield return span.Groups["code"].Value;
            }
        }
    }

    [GeneratedRegex("`(?<code>[^`]+)`")]
    private static partial Regex Span();

    // A command ends where what is said of it begins: after two spaces, a dot in the middle, a comment or a sign of the shell.
    [GeneratedRegex(@"(?:^\s*(?:\$ )?|\$\()(?:\./)?naru (?<words>(?! )(?:(?!  | · | #|[;)…\\&'""·]).)*)")]
    private static partial Regex Mention();
}
