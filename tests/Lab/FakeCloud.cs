using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Naru.Lab.Cloud;

namespace Naru.Lab.Specs;

/// <summary>Identity, Networking and a Compute without servers, as far as the lab uses them: keeps what is posted, finds it by equal values, counts writes.</summary>
internal sealed class FakeCloud : IAsyncDisposable
{
    private const string Networking = "/networking/v2.0/";
    private const string Servers = "/compute/v2.1/servers";
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, List<JsonObject>> _stored = [];
    private readonly Task _loop;

    public FakeCloud()
    {
        Root = new Uri($"http://127.0.0.1:{FreePort()}/");
        _listener.Prefixes.Add(Root.ToString());
        _listener.Start();
        _loop = ServeAsync();
    }

    public Uri Root { get; }

    /// <summary>Method and path of each request that changed something.</summary>
    public List<string> Writes { get; } = [];

    /// <summary>The answer to every further request for networks: a status and a body.</summary>
    public (int Status, string Body)? Refusal { get; set; }

    public async Task<CloudClient> SignInAsync() =>
        (await CloudClient.SignInAsync(new CloudCredentials(Root, "admin", "secret", "admin"), default)).Unwrap();

    /// <summary>What every new floating IP gets as its address.</summary>
    public string FloatingIpAddress { get; set; } = "203.0.113.150";

    /// <summary>Called with what a resource was made or changed with; the data plane of whoever plays the cloud.</summary>
    public Func<string, JsonObject, Task> Changed { get; set; } = (_, _) => Task.CompletedTask;

    public void Seed(string plural, JsonObject item)
    {
        if (!_stored.TryGetValue(plural, out var items))
            _stored[plural] = items = [];
        items.Add(item);
    }

    public IReadOnlyList<JsonObject> Stored(string plural) => _stored.GetValueOrDefault(plural, []);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            await AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var request = context.Request;
        var path = request.Url!.AbsolutePath;
        var body = request.HasEntityBody ? (JsonObject?)await JsonNode.ParseAsync(request.InputStream) : null;
        context.Response.StatusCode = 200;
        context.Response.Headers["X-Subject-Token"] = "token";
        var answer = path.StartsWith(Networking, StringComparison.Ordinal) ? await NetworkAsync(context, path[Networking.Length..].Split('/'), body)
            : path.StartsWith(Servers, StringComparison.Ordinal) ? """{"servers":[]}"""
            : "{}";
        using var writer = new StreamWriter(context.Response.OutputStream);
        await writer.WriteAsync(answer);
    }

    private async Task<string> NetworkAsync(HttpListenerContext context, string[] path, JsonObject? body)
    {
        path[0] = path[0].Replace('-', '_');
        var request = context.Request;
        if (Refusal is var (status, refusal))
        {
            context.Response.StatusCode = status;
            return refusal;
        }
        if (request.HttpMethod != "GET")
            Writes.Add($"{request.HttpMethod} {path[0]}{(path.Length > 2 ? $" {path[2]}" : "")}");
        return (request.HttpMethod, path) switch
        {
            ("POST", [var plural]) => await CreateAsync(plural, (JsonObject)body![Singular(plural)]!),
            ("GET", [var plural]) => new JsonObject { [plural] = new JsonArray([.. Find(plural, request).Select(item => item.DeepClone())]) }.ToJsonString(),
            ("GET", [var plural, var id]) => Wrap(plural, _stored[plural].Single(item => (string?)item["id"] == id)),
            ("PUT", ["routers", var router, "add_router_interface"]) => Create("ports", Interface(router, (string)body!["subnet_id"]!)),
            ("PUT", [var plural, var id]) => await UpdateAsync(plural, id, (JsonObject)body![Singular(plural)]!),
            ("DELETE", [var plural, var id]) => $"{_stored[plural].RemoveAll(item => (string?)item["id"] == id)}",
            _ => throw new InvalidOperationException($"{request.HttpMethod} {string.Join('/', path)}"),
        };
    }

    private string Create(string plural, JsonObject values)
    {
        var item = values.DeepClone().AsObject();
        item["id"] = Guid.NewGuid().ToString();
        item["status"] = "ACTIVE";
        if (plural == "floatingips")
            item["floating_ip_address"] = FloatingIpAddress;
        if (plural == "security_groups")
            item["security_group_rules"] = new JsonArray(DefaultRule(), DefaultRule());
        Seed(plural, item);
        return Wrap(plural, item);
    }

    private async Task<string> CreateAsync(string plural, JsonObject values)
    {
        var answer = Create(plural, values);
        await Changed(plural, values);
        return answer;
    }

    private async Task<string> UpdateAsync(string plural, string id, JsonObject values)
    {
        var item = _stored[plural].Single(one => (string?)one["id"] == id);
        foreach (var (name, value) in values)
            item[name] = value?.DeepClone();
        await Changed(plural, values);
        return Wrap(plural, item);
    }

    private JsonObject DefaultRule() =>
        (JsonObject)JsonNode.Parse(Create("security_group_rules", new JsonObject { ["direction"] = "egress" }))!["security_group_rule"]!.DeepClone();

    private IEnumerable<JsonObject> Find(string plural, HttpListenerRequest request) => Stored(plural)
        .Where(item => request.QueryString.AllKeys.All(key => key is null || (string?)item[key] == request.QueryString[key]));

    private static JsonObject Interface(string router, string subnet) => new()
    {
        ["device_id"] = router,
        ["fixed_ips"] = new JsonArray(new JsonObject { ["subnet_id"] = subnet, ["ip_address"] = "192.0.2.1" }),
    };

    private static string Wrap(string plural, JsonObject item) => new JsonObject { [Singular(plural)] = item.DeepClone() }.ToJsonString();

    private static string Singular(string plural) => plural.TrimEnd('s');

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
