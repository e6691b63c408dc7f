using System.Globalization;
using System.Text.Json;

namespace Naru.Network;

/// <summary>No body and no query, however odd, is answered with a server error.</summary>
public sealed class RubbishSpecs : IAsyncLifetime
{
    private static readonly string[] Collections = ["networks", "subnets", "ports", "security-groups", "security-group-rules", "quotas", "extensions"];
    private static readonly string[] Singulars = ["network", "subnet", "port", "security_group", "security_group_rule", "quota", "extension"];

    private static readonly string[] Attributes =
    [
        "name", "network_id", "cidr", "ip_version", "gateway_ip", "allocation_pools", "host_routes", "dns_nameservers", "fixed_ips", "mac_address",
        "security_groups", "allowed_address_pairs", "extra_dhcp_opts", "binding:profile", "binding:host_id", "device_owner", "mtu", "segments",
        "provider:network_type", "provider:physical_network", "provider:segmentation_id", "security_group_id", "direction", "protocol",
        "port_range_min", "port_range_max", "remote_ip_prefix", "remote_group_id", "ethertype", "project_id", "tags", "port", "id", "status",
        "ipv6_ra_mode", "ipv6_address_mode", "enable_dhcp", "dns_name", "dns_domain", "service_types", "segment_id", "stateful", "description",
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
            Gen.Select(Gen.OneOfConst(Attributes), inner).Array[0, 6].Select(fields =>
                $"{{{string.Join(',', fields.Select(field => $"{Quote(field.Item1)}:{field.Item2}"))}}}")));

    private TestCloud _cloud = null!; // set before each test by InitializeAsync

    private static Gen<string> Scalar => Gen.OneOf(
        Text.Select(Quote),
        Gen.Long.Select(number => number.ToString(CultureInfo.InvariantCulture)),
        Gen.Double.Select(number => double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "1e999"),
        Gen.OneOfConst("null", "true", "false", "4", "6", "{", "\"\\ud800\""));

    public async Task InitializeAsync() => _cloud = await TestCloud.StartAsync();

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Every_route_answers_rubbish_with_a_refusal_or_a_resource()
    {
        var network = (await _cloud.CreateAsync("admin", "networks", "network", "{}")).GetProperty("id").GetString();
        await Gen.Select(Gen.Int[0, Collections.Length - 1], Gen.OneOfConst("POST", "PUT", "DELETE", "GET"), Json, Json, Gen.Bool, Text)
            .SampleAsync(
                async (route, method, body, value, isWrapped, filter) =>
                {
                    var singular = Singulars[route];
                    var text = isWrapped ? $$"""{"{{singular}}":{{WithNetwork(body, network!)}}}""" : body;
                    var path = method switch
                    {
                        "POST" => Collections[route],
                        "GET" => $"{Collections[route]}?{Attributes[Math.Abs(value.GetHashCode() % Attributes.Length)]}={Uri.EscapeDataString(Wellformed(filter))}",
                        _ => $"{Collections[route]}/{(isWrapped ? network : Uri.EscapeDataString(Wellformed(filter)))}",
                    };
                    var (status, answer) = await _cloud.SendAsync("admin", method, path, method is "GET" or "DELETE" ? null : text);
                    Assert.True(status < 500, $"{method} {path} {text} was answered with {status}: {answer}");
                },
                iter: 1500, threads: 1);
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
