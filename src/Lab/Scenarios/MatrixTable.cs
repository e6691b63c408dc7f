using System.Globalization;
using System.Text;

namespace Naru.Lab.Scenarios;

/// <summary>The matrix as documentation: a table of cells, and below it why some are empty and what failed in others.</summary>
public static class MatrixTable
{
    private const string Begin = "<!-- matrix: written by ./naru test --matrix -->";
    private const string End = "<!-- end of matrix -->";

    /// <param name="whyNot">Of cells that are not run, the reason.</param>
    public static string Of(IReadOnlyCollection<CellOutcome> outcomes, IEnumerable<string> modes, IReadOnlyDictionary<Cell, string> whyNot)
    {
        var text = new StringBuilder(Begin).Append("\n\n| mode | type | central | DVR | HA |\n|---|---|---|---|---|\n");
        var reasons = new List<string>();
        foreach (var row in Cell.All(modes).GroupBy(cell => (cell.Mode, cell.Type)))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Key.Mode} | {row.Key.Type} |");
            foreach (var cell in row)
                text.Append(CultureInfo.InvariantCulture, $" {Content(cell)} |");
            text.Append('\n');
        }
        text.Append('\n');
        for (var i = 0; i < reasons.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"({i + 1}) {reasons[i]}\n");
        text.Append('\n');
        foreach (var outcome in outcomes.Where(outcome => !outcome.Holds))
        {
            foreach (var failure in outcome.Trouble is { } trouble ? [trouble] : outcome.Failed)
                text.Append(CultureInfo.InvariantCulture, $"- {outcome.Cell}: {failure}\n");
        }
        return text.Append('\n').Append(End).ToString();

        string Content(Cell cell)
        {
            if (outcomes.FirstOrDefault(outcome => outcome.Cell == cell) is { } outcome)
                return outcome.ToString();
            var reason = whyNot.GetValueOrDefault(cell, "not run here");
            if (!reasons.Contains(reason))
                reasons.Add(reason);
            return $"({reasons.IndexOf(reason) + 1})";
        }
    }

    /// <summary>A document with the table in the place of the one that it has.</summary>
    /// <returns>Null: the document has no place for one.</returns>
    public static string? PutInto(string document, string table)
    {
        var begin = document.IndexOf(Begin, StringComparison.Ordinal);
        var end = document.IndexOf(End, StringComparison.Ordinal);
        return begin < 0 || end < begin ? null : document[..begin] + table + document[(end + End.Length)..];
    }
}
