using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Naru.Network;

namespace Naru.OpenApi;

/// <summary>The document of the Networking API.</summary>
public sealed class OpenApiSpecs
{
    private const string Command = "UPDATE_GOLDEN=1 dotnet test tests/Network --filter FullyQualifiedName~Naru.OpenApi";

    [Fact]
    public async Task It_is_served_to_anybody_and_is_what_the_declarations_say()
    {
        await using var cloud = await TestCloud.StartAsync();
        OpenApiGolden.Match(await cloud.Http.GetStringAsync("/networking/openapi.json"), Here(), "networking.json", Command);
    }

    [Fact]
    public async Task A_resource_has_its_schemas_queries_defaults_and_actions()
    {
        await using var cloud = await TestCloud.StartAsync();
        var document = JsonNode.Parse(await cloud.Http.GetStringAsync("/networking/openapi.json"))!;
        var schemas = document["components"]!["schemas"]!;

        Assert.True((bool)schemas["NetworkCreate"]!["properties"]!["admin_state_up"]!["default"]!);
        Assert.True((bool)schemas["Network"]!["properties"]!["status"]!["readOnly"]!);
        Assert.Equal("external-net", (string?)schemas["Network"]!["properties"]!["router:external"]!["x-openstack-extension"]);
        Assert.Null(schemas["NetworkUpdate"]!["properties"]!["availability_zone_hints"]);
        Assert.Contains("network_id", schemas["SubnetCreate"]!["required"]!.AsArray().Select(name => (string?)name));
        Assert.Contains("vxlan", schemas["Network"]!["properties"]!["provider:network_type"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("tags-any", document["paths"]!["/networks"]!["get"]!["parameters"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("Attach a subnet or a port to a router", (string?)document["paths"]!["/routers/{id}/add_router_interface"]!["put"]!["summary"]);
    }

    private static string Here([CallerFilePath] string file = "") => file;
}
