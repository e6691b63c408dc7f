using Naru.Primitives;

namespace Naru.HostNetwork;

/// <summary>A command of the host's own tools.</summary>
public sealed record HostCommand(EquatableList<string> Words)
{
    public static HostCommand Of(params string[] words) => new([.. words]);

    /// <summary>As one would type it.</summary>
    public override string ToString() => string.Join(' ', Words.Select(Quoted));

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=@,+%*".Contains(letter, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
