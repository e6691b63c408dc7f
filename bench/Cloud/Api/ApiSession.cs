using System.Text;
using System.Text.Json.Nodes;
using Naru.Lab.Cloud;
using Naru.Lab.Processes;

namespace Naru.Bench.Api;

/// <summary>Prepares and looks up what the load works on, as the administrator.</summary>
public sealed class ApiSession : IDisposable
{
    public const string Networking = "/networking/v2.0";
    private const int BulkSize = 100;

    private readonly KeepAliveConnection _connection;

    private ApiSession(KeepAliveConnection connection, string token) => (_connection, Token) = (connection, token);

    public string Token { get; }

    /// <summary>The request that signs the administrator in with the password that the server made.</summary>
    public static ApiRequest SignIn(string passwordFile) =>
        SignIn(CloudCredentials.Administrator, File.ReadAllText(passwordFile).Trim(), CloudCredentials.Administrator);

    /// <summary>Signs in and lifts the limits of the project: they are not what is measured.</summary>
    public static ApiSession Open(int port, ApiRequest signIn)
    {
        string token, project;
        using (var connection = KeepAliveConnection.Open(port))
        {
            Expect(connection, signIn);
            token = connection.Field("X-Subject-Token") ?? throw new ToolFailedException("The token has no X-Subject-Token.");
            project = Text(JsonNode.Parse(connection.Body.Span)!["token"]!["project"]!["id"]);
        }
        var session = new ApiSession(KeepAliveConnection.Open(port, token), token);
        Expect(session._connection, ApiRequest.Put(
            $"{Networking}/quotas/{project}",
            """{"quota":{"network":-1,"subnet":-1,"port":-1,"security_group":-1,"security_group_rule":-1}}"""));
        return session;
    }

    public string CreateNetwork(string name) => Create("networks", "network", $$$"""{"network":{"name":"{{{name}}}"}}""");

    /// <summary>A network with one large subnet without DHCP.</summary>
    public string CreateNetwork(string name, string cidr)
    {
        var network = CreateNetwork(name);
        Create("subnets", "subnet", $$$"""{"subnet":{"network_id":"{{{network}}}","ip_version":4,"cidr":"{{{cidr}}}","enable_dhcp":false}}""");
        return network;
    }

    public string CreateSecurityGroup(string name) =>
        Create("security-groups", "security_group", $$$"""{"security_group":{"name":"{{{name}}}"}}""");

    public IReadOnlyList<string> CreateNetworks(string name, int count) =>
        CreateMany("networks", "networks", count, number => $$$"""{"name":"{{{name}}}-{{{number}}}"}""");

    public IReadOnlyList<string> CreatePorts(string network, int count) =>
        CreateMany("ports", "ports", count, number => PortValues(network, $"bench-{number}"));

    public static string PortValues(string network, string name) => $$$"""{"network_id":"{{{network}}}","name":"{{{name}}}"}""";

    /// <summary>The body of a request that creates several.</summary>
    public static string Bulk(string plural, IEnumerable<string> values) => $$$"""{"{{{plural}}}":[{{{string.Join(',', values)}}}]}""";

    public void Dispose() => _connection.Dispose();

    /// <summary>Sends what has to succeed.</summary>
    public JsonNode Send(ApiRequest request) => Expect(_connection, request);

    /// <summary>The request by which somebody of the domain Default signs in.</summary>
    public static ApiRequest SignIn(string user, string password, string project) => ApiRequest.Post("/identity/v3/auth/tokens", $$$"""
        {
          "auth": {
            "identity": {
              "methods": ["password"],
              "password": { "user": { "name": "{{{user}}}", "domain": { "name": "Default" }, "password": {{{JsonValue.Create(password).ToJsonString()}}} } }
            },
            "scope": { "project": { "name": "{{{project}}}", "domain": { "name": "Default" } } }
          }
        }
        """);

    public IReadOnlyList<string> CreateMany(string path, string plural, int count, Func<int, string> values)
    {
        var ids = new List<string>(count);
        foreach (var numbers in Enumerable.Range(0, count).Chunk(BulkSize))
        {
            var answer = Expect(_connection, ApiRequest.Post($"{Networking}/{path}", Bulk(plural, numbers.Select(values))));
            ids.AddRange(answer[plural]!.AsArray().Select(one => Text(one!["id"])));
        }
        return ids;
    }

    private string Create(string path, string singular, string body) =>
        Text(Expect(_connection, ApiRequest.Post($"{Networking}/{path}", body))[singular]!["id"]);

    private static JsonNode Expect(KeepAliveConnection connection, ApiRequest request)
    {
        var status = connection.Send(request);
        return status is 200 or 201
            ? JsonNode.Parse(connection.Body.Span)!
            : throw new ToolFailedException($"{request.Method} {request.Path} was refused ({status}): {Encoding.UTF8.GetString(connection.Body.Span)}");
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
