using System.Text;
using System.Text.Json;
using Naru.Network;
using Naru.Rest.Declarations;

namespace Naru.Policy;

/// <summary>
/// The standard operations of resources as requests: role × whose it is × what the API answers, as a table. Which operations a
/// resource has comes from its declaration; a declaration without a sample here is a line that says so.
/// </summary>
public sealed class OperationSpecs
{
    private const string Command = "UPDATE_GOLDEN=1 dotnet test tests/Network --filter FullyQualifiedName~Naru.Policy";
    private static readonly string[] Roles = ["admin", "manager", "member", "reader", "service"];

    // What a creation needs; $names are ids of what was made for all of them.
    private static readonly Dictionary<string, string> Samples = new()
    {
        ["network"] = "{}",
        ["subnet"] = """{"network_id":"$network","ip_version":4,"cidr":"10.$n.0.0/24"}""",
        ["port"] = """{"network_id":"$network"}""",
        ["router"] = "{}",
        ["floatingip"] = """{"floating_network_id":"$external"}""",
        ["security_group"] = """{"name":"web"}""",
        ["security_group_rule"] = """{"security_group_id":"$group","direction":"ingress","protocol":"tcp","port_range_min":$n,"port_range_max":$n}""",
        ["address_group"] = """{"addresses":["10.0.0.0/8"]}""",
        ["address_scope"] = """{"name":"scope","ip_version":4}""",
        ["subnetpool"] = """{"name":"pool","prefixes":["10.0.0.0/8"]}""",
        ["rbac_policy"] = """{"object_type":"network","object_id":"$network","action":"access_as_shared","target_tenant":"gamma-$n"}""",
    };

    private readonly Dictionary<string, string> _ids = [];
    private int _count;

    [Fact]
    public async Task Every_operation_answers_every_role_as_the_table_says()
    {
        await using var cloud = await TestCloud.StartAsync();
        await SendAsync(cloud, "PUT", "admin@admin", "quotas/alpha", """{"quota":{"floatingip":-1,"security_group":-1,"router":-1,"rbac_policy":-1,"subnet":-1,"network":-1,"port":-1}}""");
        await MakeAsync(cloud, "$network", "networks", "network", """{"project_id":"alpha"}""");
        await MakeAsync(cloud, "$external", "networks", "network", """{"router:external":true}""");
        await MakeAsync(cloud, "$external_subnet", "subnets", "subnet", """{"network_id":"$external","ip_version":4,"cidr":"198.18.0.0/16"}""");
        await MakeAsync(cloud, "$group", "security-groups", "security_group", """{"project_id":"alpha","name":"of-all"}""");

        var text = new StringBuilder($"{"operation",-40} | {string.Join(" | ", Roles.Select(role => role.PadRight(7)))}".TrimEnd() + "\n");
        foreach (var definition in cloud.Api.Definitions.OrderBy(definition => definition.Singular, StringComparer.Ordinal).DistinctBy(definition => definition.Singular))
        {
            if (!Samples.TryGetValue(definition.Singular, out var sample))
            {
                text.Append($"{definition.Singular,-40} | no sample\n");
                continue;
            }
            string[] kinds = definition.Describe().Any(field => field is { Name: "shared", WriteOnly: false } && field.Access.HasFlag(Access.Create))
                ? ["own", "other", "shared"]
                : ["own", "other"];
            foreach (var kind in kinds)
            {
                foreach (var operation in (Operations[])[Operations.Create, Operations.Show, Operations.Update, Operations.Delete])
                {
                    if (!definition.Operations.HasFlag(operation) || (operation is Operations.Create && kind == "shared"))
                        continue;
                    var answers = new List<string>();
                    foreach (var role in Roles)
                        answers.Add($"{await AnswerAsync(cloud, definition, sample, kind, operation, role),-7}");
                    text.Append($"{definition.Singular} {operation.ToString().ToLowerInvariant()} {kind}".PadRight(40)).Append(" | ")
                        .Append(string.Join(" | ", answers).TrimEnd()).Append('\n');
                }
            }
        }
        GoldenTable.Match(text.ToString(), PolicyMatrixSpecs.File("operations.txt"), Command);
    }

    // The thing belongs to alpha; whoever asks is of alpha or of beta.
    private async Task<int> AnswerAsync(TestCloud cloud, ResourceDefinition definition, string sample, string kind, Operations operation, string role)
    {
        var caller = $"{role}@{(kind == "own" ? "alpha" : "beta")}";
        var given = Owned(definition, sample, kind == "shared");
        if (operation is Operations.Create)
            return (await SendAsync(cloud, "POST", caller, definition.Path, Wrapped(definition, given))).Status;
        var made = await SendAsync(cloud, "POST", "admin@admin", definition.Path, Wrapped(definition, given));
        Assert.True(made.Status == 201, $"{definition.Singular} {given}: {made.Status} {made.Body}");
        var path = $"{definition.Path}/{made.Body.GetProperty(definition.Singular).GetProperty("id").GetString()}";
        var answer = operation switch
        {
            Operations.Show => await SendAsync(cloud, "GET", caller, path),
            Operations.Update => await SendAsync(cloud, "PUT", caller, path, Wrapped(definition, "{}")),
            _ => await SendAsync(cloud, "DELETE", caller, path),
        };
        if (operation is not Operations.Delete || answer.Status != 204)
            await SendAsync(cloud, "DELETE", "admin@admin", path);
        return answer.Status;
    }

    private string Owned(ResourceDefinition definition, string sample, bool shared)
    {
        _count++;
        var given = sample.Replace("$n\"", $"{_count}\"", StringComparison.Ordinal).Replace("$n.", $"{_count % 250}.", StringComparison.Ordinal)
            .Replace("$n,", $"{_count},", StringComparison.Ordinal).Replace("$n}", $"{_count}}}", StringComparison.Ordinal);
        var owner = definition.Singular is "subnet" or "security_group_rule" ? "" : "\"project_id\":\"alpha\"";
        string[] more = [owner, shared ? "\"shared\":true" : ""];
        var added = string.Join(',', more.Where(part => part.Length > 0));
        return added.Length == 0 ? given : given == "{}" ? $"{{{added}}}" : $"{given[..^1]},{added}}}";
    }

    private static string Wrapped(ResourceDefinition definition, string attributes) => $"{{\"{definition.Singular}\":{attributes}}}";

    private async Task MakeAsync(TestCloud cloud, string name, string path, string singular, string attributes) =>
        _ids[name] = (await cloud.CreateAsync("admin@admin", path, singular, Fill(attributes))).GetProperty("id").GetString()!;

    private Task<(int Status, JsonElement Body)> SendAsync(TestCloud cloud, string method, string caller, string path, string? body = null) =>
        cloud.SendAsync(caller, method, path, body is null ? null : Fill(body));

    private string Fill(string text) => _ids.OrderByDescending(id => id.Key.Length)
        .Aggregate(text, (filled, id) => filled.Replace(id.Key, id.Value, StringComparison.Ordinal));
}
