using System.Text.Json.Nodes;

namespace Naru.OpenApi;

/// <summary>An API's document against the file in <c>docs/openapi</c>, and against what OpenAPI 3.1 asks of any document.</summary>
internal static class OpenApiGolden
{
    public static void Match(string actual, string test, string name, string command)
    {
        var document = JsonNode.Parse(actual)!.AsObject();
        var problems = Problems(document).ToList();
        Assert.True(problems.Count == 0, string.Join('\n', problems));

        var file = Path.Combine(Path.GetDirectoryName(test) ?? "", "..", "..", "..", "docs", "openapi", name);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
            File.WriteAllText(file, actual);
        var expected = File.Exists(file) ? File.ReadAllText(file) : "";
        if (expected == actual)
            return;
        var (before, after) = (expected.Split('\n'), actual.Split('\n'));
        var line = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.Fail($"docs/openapi/{name} is not what the declarations say, from line {line + 1} on:\n- {before.ElementAtOrDefault(line)}\n+ {after.ElementAtOrDefault(line)}\n\nIf that is right: {command}");
    }

    private static IEnumerable<string> Problems(JsonObject document)
    {
        if ((string?)document["openapi"] != "3.1.0")
            yield return "it does not say that it is OpenAPI 3.1.0";
        foreach (var reference in References(document))
        {
            if (reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate((JsonNode?)document, (node, part) => node?[part]) is null)
                yield return $"{reference} leads nowhere";
        }
        var ids = new HashSet<string>();
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in item!.AsObject())
            {
                var id = (string?)operation!["operationId"] ?? "";
                if (!ids.Add(id))
                    yield return $"two operations are called {id}";
                var named = operation["parameters"]!.AsArray()
                    .Where(parameter => (string?)parameter!["in"] == "path").Select(parameter => (string?)parameter!["name"]).Order();
                var variables = path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}')).Order();
                if (!named.SequenceEqual(variables))
                    yield return $"{method} {path} does not describe the variables of its path";
                if (operation["responses"]!.AsObject().Count == 0)
                    yield return $"{method} {path} has no answer";
            }
        }
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member is { Key: "$ref", Value: JsonValue text } ? [(string)text!] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
