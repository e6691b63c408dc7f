using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Naru.Lab.Cloud;
using Naru.Primitives;
using Spectre.Console;

namespace Naru.Commands;

/// <summary><c>naru invariant</c>: what must never be reached, and is guarded from then on.</summary>
internal static class InvariantCommand
{
    private const string Path = "invariants";

    /// <summary>An invariant does not hold.</summary>
    private const int Broken = 2;

    public static Command Create() => new("invariant", "What must never be reached: declared once, and every change that would break it is refused.")
    {
        CreateAdd(),
        CreateList(),
        CreateRemove(),
        CreateCheck(),
    };

    private static Command CreateAdd()
    {
        var lab = Options.Lab();
        var name = new Argument<string>("name") { Description = "What it is called in refusals." };
        var from = new Option<string?>("--from") { Description = "Who must not reach: a port, instance, address, security group, network, project, or 'external'; everybody when left out." };
        var to = new Option<string?>("--to") { Description = "Who must not be reached, in the same words." };
        var tcp = new Option<int?>("--tcp") { Description = "Only this TCP port.", HelpName = "PORT" };
        var udp = new Option<int?>("--udp") { Description = "Only this UDP port.", HelpName = "PORT" };
        var icmp = new Option<bool>("--icmp") { Description = "Only pings." };
        var command = new Command("add", "Declares one. It has to hold now.") { name, from, to, tcp, udp, icmp, lab };
        command.SetAction((parsed, cancellation) =>
        {
            var values = new JsonObject { ["name"] = parsed.GetRequiredValue(name), ["from"] = parsed.GetValue(from), ["to"] = parsed.GetValue(to) };
            if (parsed.GetValue(icmp))
                values["protocol"] = "icmp";
            if ((parsed.GetValue(tcp) ?? parsed.GetValue(udp)) is { } port)
                (values["protocol"], values["port"]) = (parsed.GetValue(tcp) is null ? "udp" : "tcp", port);
            return WithCloud.AskAsync(parsed.GetRequiredValue(lab), async cloud =>
                (await AskAsync(cloud, HttpMethod.Post, Path, new JsonObject { ["invariant"] = values }, cancellation))
                    .Map(made => Say($"{made.GetProperty("invariant").GetProperty("id").GetString()} is guarded.")), cancellation);
        });
        return command;
    }

    private static Command CreateList()
    {
        var lab = Options.Lab();
        var command = new Command("list", "Lists them.") { lab };
        command.SetAction((parsed, cancellation) => WithCloud.AskAsync(parsed.GetRequiredValue(lab), async cloud =>
            (await AskAsync(cloud, HttpMethod.Get, Path, null, cancellation)).Map(answer =>
            {
                var table = new Table().AddColumns("id", "name", "never from", "to", "by");
                foreach (var invariant in answer.GetProperty(Path).EnumerateArray())
                    table.AddRow([.. Row(invariant).Select(Markup.Escape)]);
                AnsiConsole.Write(table);
                return Answer.Success;
            }), cancellation));
        return command;
    }

    private static Command CreateRemove()
    {
        var lab = Options.Lab();
        var name = new Argument<string>("invariant") { Description = "Its name or id." };
        var command = new Command("remove", "Gives one up.") { name, lab };
        command.SetAction((parsed, cancellation) => WithCloud.AskAsync(parsed.GetRequiredValue(lab), async Task<Result<int>> (cloud) =>
        {
            var wanted = parsed.GetRequiredValue(name);
            if (!(await AskAsync(cloud, HttpMethod.Get, Path, null, cancellation)).TryGet(out var answer, out var error))
                return error;
            List<string> found = [.. answer.GetProperty(Path).EnumerateArray().Where(one => Text(one, "id") == wanted || Text(one, "name") == wanted).Select(one => Text(one, "id"))];
            if (found is not [var id])
                return Error.NotFound("NotFound", found.Count == 0 ? $"There is no invariant '{wanted}'." : $"There are {found.Count} invariants '{wanted}': give the id.");
            return (await cloud.RemoveAsync($"{Path}/{id}", cancellation)).Map(_ => Say($"'{wanted}' is not guarded any more."));
        }, cancellation));
        return command;
    }

    private static Command CreateCheck()
    {
        var lab = Options.Lab();
        var command = new Command("check", "Tells whether they hold; the exit code is 2 when one does not.") { lab };
        command.SetAction((parsed, cancellation) => WithCloud.AskAsync(parsed.GetRequiredValue(lab), async cloud =>
            (await AskAsync(cloud, HttpMethod.Get, "invariant-checks", null, cancellation)).Map(answer =>
            {
                var code = Answer.Success;
                foreach (var check in answer.GetProperty("invariant_checks").EnumerateArray())
                {
                    var holds = check.GetProperty("holds").GetBoolean();
                    AnsiConsole.WriteLine(holds ? $"✓ {Text(check, "name")}" : $"✗ {Text(check, "found")}");
                    code = holds ? code : Broken;
                }
                return code;
            }), cancellation));
        return command;
    }

    private static IEnumerable<string> Row(JsonElement invariant)
    {
        yield return Text(invariant, "id");
        yield return Text(invariant, "name");
        yield return Text(invariant, "from") is { Length: > 0 } from ? from : "everybody";
        yield return Text(invariant, "to") is { Length: > 0 } to ? to : "everybody";
        yield return Text(invariant, "protocol") is { Length: > 0 } protocol
            ? invariant.GetProperty("port").ValueKind is JsonValueKind.Number ? $"{protocol} {invariant.GetProperty("port")}" : protocol
            : "anything";
    }

    private static async Task<Result<JsonElement>> AskAsync(CloudClient cloud, HttpMethod method, string path, JsonObject? body, CancellationToken cancellation)
    {
        if (!(await cloud.AskAsync(method, path, body, cancellation)).TryGet(out var document, out var error))
            return error;
        using (document)
            return document.RootElement.Clone();
    }

    private static int Say(string sentence)
    {
        AnsiConsole.WriteLine(sentence);
        return Answer.Success;
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";
}
