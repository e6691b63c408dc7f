using System.Text;
using System.Text.Json.Nodes;

namespace Naru.Images.Specs;

/// <summary>The catalog of metadata definitions.</summary>
public sealed class MetadefSpecs
{
    private const string Namespaces = "/image/v2/metadefs/namespaces";

    private const string Everything = """
        {"namespace":"cpu","visibility":"public","resource_type_associations":[{"name":"OS::Nova::Flavor","prefix":"hw:"}],
         "properties":{"cores":{"title":"Cores","type":"integer","minimum":1}},
         "objects":[{"name":"topology","required":["cores"],"properties":{"sockets":{"title":"Sockets","type":"integer"}}}],
         "tags":[{"name":"fast"}]}
        """;

    [Fact]
    public async Task A_namespace_keeps_all_that_is_defined_with_it_over_a_restart()
    {
        await using var host = await ImageHost.StartAsync();
        await host.JsonAsync(HttpMethod.Post, Namespaces, ImageHost.Admin, Everything);
        await host.RestartAsync();

        var space = await host.JsonAsync(HttpMethod.Get, $"{Namespaces}/cpu?resource_type=OS::Nova::Flavor");

        Assert.Equal("Cores", (string)space["properties"]!["hw:cores"]!["title"]!);
        Assert.Equal("Sockets", (string)space["objects"]![0]!["properties"]!["sockets"]!["title"]!);
        Assert.Equal("fast", (string)space["tags"]![0]!["name"]!);
        Assert.Equal("cores", (string)(await host.JsonAsync(HttpMethod.Get, $"{Namespaces}/cpu/properties/hw:cores?resource_type=OS::Nova::Flavor"))["name"]!);
    }

    [Fact]
    public async Task A_private_namespace_is_invisible_to_other_projects_and_only_administrators_define()
    {
        await using var host = await ImageHost.StartAsync();
        await host.JsonAsync(HttpMethod.Post, Namespaces, ImageHost.Admin, """{"namespace":"own","owner":"p1"}""");

        Assert.Equal(200, await host.StatusAsync(HttpMethod.Get, $"{Namespaces}/own"));
        Assert.Equal(404, await host.StatusAsync(HttpMethod.Get, $"{Namespaces}/own", ImageHost.Other));
        Assert.Empty((await host.JsonAsync(HttpMethod.Get, Namespaces, ImageHost.Other))["namespaces"]!.AsArray());
        Assert.Equal(403, await host.StatusAsync(HttpMethod.Post, $"{Namespaces}/own/tags/x", ImageHost.Owner));
        Assert.Equal(403, await host.StatusAsync(HttpMethod.Post, Namespaces, ImageHost.Owner, """{"namespace":"mine"}"""));
    }

    [Theory]
    [InlineData("""{"display_name":"no name"}""", 400)]
    [InlineData("""{"namespace":"a","visibility":"shared"}""", 400)]
    [InlineData("""{"namespace":"a","colour":"blue"}""", 400)]
    [InlineData("""{"namespace":"a","created_at":"2026-01-01T00:00:00Z"}""", 403)]
    [InlineData("""{"namespace":"a","properties":{"p":{"type":"string"}}}""", 400)]
    [InlineData("""{"namespace":"a","properties":{"p":{"title":"P","type":"text"}}}""", 400)]
    [InlineData("""{"namespace":"a","tags":[{"name":"t"},{"name":"t"}]}""", 409)]
    [InlineData("[]", 400)]
    public async Task What_fits_no_schema_is_refused_and_leaves_nothing(string body, int status)
    {
        await using var host = await ImageHost.StartAsync();
        Assert.Equal(status, await host.StatusAsync(HttpMethod.Post, Namespaces, ImageHost.Admin, body));
        Assert.Equal(404, await host.StatusAsync(HttpMethod.Get, $"{Namespaces}/a", ImageHost.Admin));
    }

    [Fact]
    public async Task A_protected_namespace_stays_until_it_is_none()
    {
        await using var host = await ImageHost.StartAsync();
        await host.JsonAsync(HttpMethod.Post, Namespaces, ImageHost.Admin, """{"namespace":"kept","protected":true}""");
        Assert.Equal(403, await host.StatusAsync(HttpMethod.Delete, $"{Namespaces}/kept", ImageHost.Admin));
        await host.JsonAsync(HttpMethod.Put, $"{Namespaces}/kept", ImageHost.Admin, """{"namespace":"renamed"}""");
        Assert.Equal(404, await host.StatusAsync(HttpMethod.Get, $"{Namespaces}/kept", ImageHost.Admin));
        Assert.Equal(204, await host.StatusAsync(HttpMethod.Delete, $"{Namespaces}/renamed", ImageHost.Admin));
    }

    [Fact]
    public async Task Tags_are_replaced_unless_they_are_appended()
    {
        await using var host = await ImageHost.StartAsync();
        await host.JsonAsync(HttpMethod.Post, Namespaces, ImageHost.Admin, Everything);
        var given = await host.JsonAsync(HttpMethod.Post, $"{Namespaces}/cpu/tags", ImageHost.Admin, """{"tags":[{"name":"a"},{"name":"b"}]}""");
        Assert.Equal(["a", "b"], Names(given));

        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Namespaces}/cpu/tags")
        {
            Content = new StringContent("""{"tags":[{"name":"c"}]}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Auth-Token", ImageHost.Admin);
        request.Headers.Add("X-OpenStack-Append", "True");
        using var answer = await host.Client.SendAsync(request);
        Assert.Equal(["a", "b", "c"], Names(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!));
        Assert.Equal(409, await host.StatusAsync(HttpMethod.Post, $"{Namespaces}/cpu/tags/a", ImageHost.Admin));
    }

    private static IEnumerable<string> Names(JsonNode tags) => tags["tags"]!.AsArray().Select(tag => (string)tag!["name"]!);
}
