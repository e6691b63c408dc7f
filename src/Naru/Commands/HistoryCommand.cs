using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Naru.Lab.Cloud;
using Naru.Primitives;
using Spectre.Console;

namespace Naru.Commands;

/// <summary><c>naru history</c>: the newest commits: what changed, when, and by which request.</summary>
internal static class HistoryCommand
{
    public static Command Create()
    {
        var lab = Options.Lab();
        var count = new Option<int>("--last") { Description = "How many of the newest revisions.", DefaultValueFactory = _ => 20 };
        var json = new Option<bool>("--json") { Description = "Prints them as the API gives them." };
        var command = new Command("history", "Shows what changed in the cloud, when, and by which request.") { count, json, lab };
        command.SetAction((parsed, cancellation) => WithCloud.AskAsync(
            parsed.GetRequiredValue(lab), cloud => ShowAsync(cloud, parsed.GetValue(count), parsed.GetValue(json), cancellation), cancellation));
        return command;
    }

    private static async Task<Result<int>> ShowAsync(CloudClient cloud, int count, bool isJson, CancellationToken cancellation)
    {
        if (!(await cloud.AskAsync(HttpMethod.Get, "history", null, cancellation)).TryGet(out var newest, out var error))
            return error;
        using (newest)
        {
            var to = newest.RootElement.GetProperty("revision").GetInt64();
            var path = string.Create(CultureInfo.InvariantCulture, $"history?from={Math.Max(1, to - count + 1)}&to={to}");
            if (!(await cloud.AskAsync(HttpMethod.Get, path, null, cancellation)).TryGet(out var asked, out error))
                return error;
            using (asked)
            {
                if (isJson)
                    Console.WriteLine(asked.RootElement.GetRawText());
                else
                    Show(asked.RootElement.GetProperty("history"));
            }
        }
        return Answer.Success;
    }

    private static void Show(JsonElement history)
    {
        var table = new Table().AddColumns("revision", "time (UTC)", "request", "by", "what changed");
        foreach (var commit in history.EnumerateArray())
        {
            table.AddRow(
                commit.GetProperty("revision").GetRawText(),
                commit.GetProperty("time").GetDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
                Markup.Escape(commit.GetProperty("request_id").GetString() ?? ""),
                Markup.Escape(commit.GetProperty("actor").GetString() ?? ""),
                Markup.Escape(string.Join('\n', commit.GetProperty("changes").EnumerateArray().Select(HistoryText.OneLine))));
        }
        AnsiConsole.Write(table);
    }
}
