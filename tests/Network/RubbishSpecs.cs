using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Naru.Network;

/// <summary>No body and no query, however odd, is answered with a server error.</summary>
public sealed class RubbishSpecs : IAsyncLifetime
{
    /// <summary>What is no attribute of a resource but a word of some body.</summary>
    private static readonly string[] OtherWords = ["port_id", "subnet_id", "addresses", "prefixes", "routes", "network", "service_profile", "id", "tags"];

    /// <summary>Operations beside the five of each resource; <c>*</c> stands for an id.</summary>
    private static readonly (string Path, string Singular)[] Others =
    [
        ("quotas/*", "quota"), ("quotas/*/details", "quota"), ("extensions", "extension"), ("service-providers", "service_provider"),
        ("availability_zones", "availability_zone"), ("auto-allocated-topology/*", "auto_allocated_topology"), ("log/loggable-resources", "log"),
        ("routers/*/add_router_interface", "router"), ("routers/*/remove_router_interface", "router"), ("routers/*/add_extraroutes", "router"),
        ("address-groups/*/add_addresses", "address_group"), ("subnetpools/*/add_prefixes", "subnetpool"),
        ("subnetpools/*/onboard_network_subnets", "subnetpool"), ("flavors/*/service_profiles", "service_profile"), ("flavors/*/next_providers", "flavor"),
        ("networks/*/tags", "tags"), ("ports/*/tags/x", "tag"), ("agents/*/dhcp-networks", "network_id"), ("agents/*/l3-routers", "router_id"),
    ];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String,
        Gen.OneOfConst(
            "", "10.0.0.0/8", "10.0.0.5", "0.0.0.0/0", "::/0", "2001:db8::/64", "fe80::1", "255.255.255.255", "fa:16:3e:00:00:01", "tcp", "vxlan",
            "vlan", "flat", "IPv4", "IPv6", "ingress", "egress", "slaac", "physnet1", "11111111-1111-1111-1111-111111111111", "\0", "%s", "\ud800"));

    private static readonly Gen<string> Json = Gen.Recursive<string>((depth, inner) => depth > 3
        ? Scalar
        : Gen.OneOf(
            Scalar,
            inner.Array[0, 3].Select(items => $"[{string.Join(',', items)}]"),
            Gen.Select(Attribute, inner).Array[0, 6].Select(fields =>
                $"{{{string.Join(',', fields.Select(field => $"{Quote(field.Item1)}:{field.Item2}"))}}}")));

    /// <summary>Every attribute of every resource; known when the API is mapped.</summary>
    private static string[] _attributes = OtherWords;

    private TestCloud _cloud = null!; // set before each test by InitializeAsync

    private static Gen<string> Attribute => Gen.Int[0, int.MaxValue].Select(number => _attributes[number % _attributes.Length]);

    private static Gen<string> Scalar => Gen.OneOf(
        Text.Select(Quote),
        Gen.Long.Select(number => number.ToString(CultureInfo.InvariantCulture)),
        Gen.Double.Select(number => double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "1e999"),
        Gen.OneOfConst("null", "true", "false", "4", "6", "{", "\"\\ud800\""));

    public async Task InitializeAsync()
    {
        _cloud = await TestCloud.StartAsync();
        _attributes = [.. _cloud.Api.Definitions.SelectMany(definition => definition.FieldNames).Concat(OtherWords).Distinct().Order(StringComparer.Ordinal)];
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Every_route_answers_rubbish_with_a_refusal_or_a_resource()
    {
        var network = (await _cloud.CreateAsync("admin", "networks", "network", "{}")).GetProperty("id").GetString()!;
        var routes = _cloud.Api.Definitions.Select(definition => (Path: Regex.Replace(definition.Path, @"\{[^}]*\}", "*"), definition.Singular))
            .Concat(Others).ToArray();
        await Gen.Select(Gen.Int[0, routes.Length - 1], Gen.OneOfConst("POST", "PUT", "DELETE", "GET"), Json, Json, Gen.Bool, Text)
            .SampleAsync(
                async (route, method, body, value, isWrapped, filter) =>
                {
                    var (collection, singular) = routes[route];
                    var id = isWrapped ? network : Uri.EscapeDataString(Wellformed(filter));
                    var isOne = method is "PUT" or "DELETE" && !collection.Contains("/*", StringComparison.Ordinal);
                    var text = isWrapped ? $$"""{"{{singular}}":{{WithNetwork(body, network)}}}""" : body;
                    var path = collection.Replace("*", id, StringComparison.Ordinal) + (isOne ? $"/{id}" : "");
                    if (method == "GET")
                        path += $"?{_attributes[Math.Abs(value.GetHashCode() % _attributes.Length)]}={Uri.EscapeDataString(Wellformed(filter))}";
                    var (status, answer) = await _cloud.SendAsync("admin", method, path, method is "GET" or "DELETE" ? null : text);
                    Assert.True(status != 500, $"{method} {path} {text} was answered with {status}: {answer}");
                },
                iter: 4000, threads: 1);
    }

    [Theory]
    [InlineData("networks", """{"network":{"\ud800":1}}""")]
    [InlineData("networks", """{"\ud800":{}}""")]
    [InlineData("networks", """{"network":{"provider:network_type":"\ud800"}}""")]
    [InlineData("networks", """{"network":{"admin_state_up":"\ud800"}}""")]
    [InlineData("networks", """{"network":{"mtu":"\ud800"}}""")]
    [InlineData("networks", """{"network":{"segments":[{"\ud800":1}]}}""")]
    [InlineData("subnets", """{"subnet":{"network_id":"\ud800","ip_version":4,"cidr":"\ud800"}}""")]
    [InlineData("subnets", """{"subnet":{"host_routes":["\ud800"]}}""")]
    [InlineData("ports", """{"port":{"binding:profile":{"\ud800":"\ud800"}}}""")]
    [InlineData("ports", """{"port":{"mac_address":"\ud800"}}""")]
    [InlineData("security-group-rules", """{"security_group_rule":{"protocol":"\ud800"}}""")]
    [InlineData("security-group-rules", """{"security_group_rule":{"remote_ip_prefix":"\ud800"}}""")]
    [InlineData("security-group-rules", """{"security_group_rule":{"direction":"\ud800"}}""")]
    public async Task Escapes_that_are_no_text_are_bad_requests(string path, string body)
    {
        var (status, answer) = await _cloud.SendAsync("admin", "POST", path, body);
        Assert.True(status == 400, $"{status}: {answer}");
    }

    // A body that names an existing network gets further.
    private static string WithNetwork(string body, string network) =>
        body.StartsWith('{') && body.Length > 2 ? $$"""{"network_id":"{{network}}",{{body[1..]}}""" : body;

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(Wellformed(text))}\"";

    private static string Wellformed(string text) => text.Replace('\ud800', '?');
}
