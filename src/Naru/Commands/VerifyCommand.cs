using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Naru.Lab.Cloud;
using Naru.Primitives;

namespace Naru.Commands;

/// <summary><c>naru verify</c>: who gains or loses reachability by a change, before it is made.</summary>
internal static class VerifyCommand
{
    /// <summary>Somebody gains or loses, or it is not known.</summary>
    private const int Changes = 2;

    /// <summary>What may be named in short, with its collection and its wrapper.</summary>
    private static readonly Dictionary<string, (string Path, string Wrapper)> Kinds = new()
    {
        ["rule"] = ("security-group-rules", "security_group_rule"),
        ["group"] = ("security-groups", "security_group"),
        ["port"] = ("ports", "port"),
        ["router"] = ("routers", "router"),
        ["subnet"] = ("subnets", "subnet"),
        ["network"] = ("networks", "network"),
        ["floatingip"] = ("floatingips", "floatingip"),
        ["address-group"] = ("address-groups", "address_group"),
    };

    public static Command Create()
    {
        var lab = Options.Lab();
        var file = new Argument<FileInfo?>("file") { Description = "A JSON list of API calls: objects with 'method', 'path' and 'body'.", Arity = ArgumentArity.ZeroOrOne };
        var delete = new Option<string[]>("--delete") { Description = "What would be removed: its kind (rule, port, router, …) and id.", HelpName = "KIND ID", AllowMultipleArgumentsPerToken = true };
        var add = new Option<string[]>("--add") { Description = "What would be made: its kind and attributes, as 'rule security_group_id=ID direction=ingress protocol=tcp'.", HelpName = "KIND NAME=VALUE…", AllowMultipleArgumentsPerToken = true };
        var json = new Option<bool>("--json") { Description = "Prints the answer as the API gives it." };
        var command = new Command("verify", "Tells who would gain or lose reachability by a change. Nothing is changed; the exit code is 2 when somebody would.") { file, delete, add, json, lab };
        command.SetAction((parsed, cancellation) => WithCloud.AskAsync(
            parsed.GetRequiredValue(lab),
            cloud => CallsOf(parsed.GetValue(file), parsed.GetValue(delete) ?? [], parsed.GetValue(add) ?? []).TryGet(out var calls, out var error)
                ? ShowAsync(cloud, calls, parsed.GetValue(json), cancellation)
                : Task.FromResult<Result<int>>(error),
            cancellation));
        return command;
    }

    private static async Task<Result<int>> ShowAsync(CloudClient cloud, JsonArray calls, bool isJson, CancellationToken cancellation)
    {
        var body = new JsonObject { ["verify"] = new JsonObject { ["calls"] = calls } };
        if (!(await cloud.AskAsync(HttpMethod.Post, "verify", body, cancellation)).TryGet(out var document, out var error))
            return error;
        using (document)
        {
            var verify = document.RootElement.GetProperty("verify");
            if (isJson)
                Console.WriteLine(verify.GetRawText());
            else
                ReachConsole.ShowChanges(verify);
            return ReachConsole.ChangesNothing(verify) ? Answer.Success : Changes;
        }
    }

    private static Result<JsonArray> CallsOf(FileInfo? file, string[] delete, string[] add)
    {
        var calls = new JsonArray();
        if (file is not null)
        {
            try
            {
                if (JsonNode.Parse(File.ReadAllText(file.FullName)) is not JsonArray listed)
                    return Error.Invalid($"{file}: expected a JSON list of calls, each with 'method', 'path' and 'body'.");
                foreach (var call in listed)
                    calls.Add(call?.DeepClone());
            }
            catch (Exception wrong) when (wrong is JsonException or IOException or UnauthorizedAccessException)
            {
                return Error.Invalid($"{file}: {wrong.Message}");
            }
        }
        var error = delete.Length > 0 ? AddDelete(calls, delete) : null;
        error ??= add.Length > 0 ? AddCreate(calls, add) : null;
        if (error is not null)
            return error;
        return calls.Count > 0 ? calls : Error.Invalid("Nothing to verify: give a FILE, --delete KIND ID or --add KIND NAME=VALUE….");
    }

    private static Error? AddDelete(JsonArray calls, string[] words)
    {
        if (words is not [var name, _, ..] || !Kinds.TryGetValue(name, out var kind))
            return Error.Invalid($"--delete takes a kind ({string.Join(", ", Kinds.Keys)}) and ids.");
        foreach (var id in words[1..])
            calls.Add((JsonNode)new JsonObject { ["method"] = "DELETE", ["path"] = $"{kind.Path}/{id}" });
        return null;
    }

    private static Error? AddCreate(JsonArray calls, string[] words)
    {
        if (!Kinds.TryGetValue(words[0], out var kind))
            return Error.Invalid($"--add takes a kind ({string.Join(", ", Kinds.Keys)}) and attributes.");
        var attributes = new JsonObject();
        foreach (var word in words[1..])
        {
            if (word.Split('=', 2) is not [var name, var value])
                return Error.Invalid($"'{word}' is no attribute: expected NAME=VALUE.");
            attributes[name] = ValueOf(value);
        }
        calls.Add((JsonNode)new JsonObject { ["method"] = "POST", ["path"] = kind.Path, ["body"] = new JsonObject { [kind.Wrapper] = attributes } });
        return null;
    }

    /// <summary>Numbers, lists and words of JSON are themselves, everything else is text.</summary>
    private static JsonNode? ValueOf(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
