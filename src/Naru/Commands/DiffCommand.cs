using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Naru.Lab.Cloud;
using Naru.Primitives;
using Spectre.Console;

namespace Naru.Commands;

/// <summary><c>naru diff REVISION..REVISION</c>: what two states of the cloud differ in.</summary>
internal static class DiffCommand
{
    public static Command Create()
    {
        var lab = Options.Lab();
        var range = new Argument<string>("range") { Description = "Two revisions: 120..135. Without the second one, up to now." };
        var command = new Command("diff", "Shows what changed from one revision to another, document by document and field by field.") { range, lab };
        command.SetAction((parsed, cancellation) => WithCloud.AskAsync(
            parsed.GetRequiredValue(lab), cloud => ShowAsync(cloud, parsed.GetRequiredValue(range), cancellation), cancellation));
        return command;
    }

    private static async Task<Result<int>> ShowAsync(CloudClient cloud, string range, CancellationToken cancellation)
    {
        var ends = range.Split("..");
        long? last = null;
        if (!long.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first) || ends.Length > 2)
            return Error.Invalid($"'{range}' are no revisions: expected FIRST..LAST, such as 120..135.");
        if (ends is [_, { Length: > 0 } end])
        {
            if (!long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var to))
                return Error.Invalid($"'{end}' is no revision: expected a number.");
            last = to;
        }
        var path = string.Create(CultureInfo.InvariantCulture, $"history?from={first + 1}{(last is { } given ? $"&to={given}" : "")}");
        if (!(await cloud.AskAsync(HttpMethod.Get, path, null, cancellation)).TryGet(out var answer, out var error))
            return error;
        using (answer)
            Show(answer.RootElement.GetProperty("history"));
        return Answer.Success;
    }

    private static void Show(JsonElement history)
    {
        foreach (var document in history.EnumerateArray().SelectMany(commit => commit.GetProperty("changes").EnumerateArray())
            .GroupBy(change => (Table: change.GetProperty("table").GetString(), Id: change.GetProperty("id").GetString())))
        {
            var (first, last) = (document.First(), document.Last());
            var wasThere = first.GetProperty("change").GetString() != "created";
            var isThere = last.GetProperty("change").GetString() != "deleted";
            if (!wasThere && !isThere)
                continue;
            var (colour, sign) = (wasThere, isThere) switch { (false, _) => ("green", "+"), (_, false) => ("red", "-"), _ => ("yellow", "~") };
            AnsiConsole.MarkupLineInterpolated($"[{colour}]{sign} {document.Key.Table} {document.Key.Id}[/]");
            foreach (var field in document.SelectMany(change => change.GetProperty("fields").EnumerateArray()).GroupBy(field => field.GetProperty("name").GetString()))
            {
                var before = field.First().GetProperty("before").GetRawText();
                var after = field.Last().GetProperty("after").GetRawText();
                if (before != after)
                    AnsiConsole.MarkupLineInterpolated($"    {field.Key}: {before} → {after}");
            }
        }
    }
}
