namespace Naru.ObjectStorage.Specs;

/// <summary>What browsers are told.</summary>
public sealed class CrossOriginSpecs
{
    private const string Page = "https://page.example";
    private const string Container = "AUTH_p1/c";
    private const string Object = "AUTH_p1/c/o";

    [Fact]
    public async Task A_page_of_an_origin_that_the_container_names_may_use_it_and_others_are_told_nothing()
    {
        await using var store = await StartAsync("https://other.example " + Page);
        using var asked = await AskAsync(store, Page, "PUT", ("Access-Control-Request-Headers", "X-Auth-Token, X-Object-Meta-Colour"));
        Assert.Equal(200, (int)asked.StatusCode);
        Assert.Equal(Page, One(asked, "Access-Control-Allow-Origin"));
        Assert.Contains("PUT", One(asked, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Equal("X-Auth-Token, X-Object-Meta-Colour", One(asked, "Access-Control-Allow-Headers"));
        Assert.Equal("60", One(asked, "Access-Control-Max-Age"));
        Assert.Contains("Origin", asked.Headers.Vary);

        using var read = await store.SendAsync(HttpMethod.Get, Object, headers: ("Origin", Page));
        Assert.Equal(Page, One(read, "Access-Control-Allow-Origin"));
        var exposed = One(read, "Access-Control-Expose-Headers").Split(", ");
        Assert.Equal(["etag", "x-object-meta-colour", "x-mine"], exposed.Where(name => name is "etag" or "x-object-meta-colour" or "x-mine"));

        using var other = await store.SendAsync(HttpMethod.Get, Object, headers: ("Origin", "https://evil.example"));
        Assert.Equal(200, (int)other.StatusCode);
        Assert.False(other.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("https://evil.example", "GET", 401)]
    [InlineData(Page, "TRACE", 401)]
    [InlineData(Page, null, 401)]
    [InlineData(Page, "COPY", 200)]
    [InlineData(null, null, 200)]
    public async Task The_question_before_a_request_is_answered_by_origin_and_method(string? origin, string? method, int status)
    {
        await using var store = await StartAsync(Page);
        using var asked = await AskAsync(store, origin, method);
        Assert.Equal(status, (int)asked.StatusCode);
        Assert.Contains("GET", asked.Content.Headers.Allow);
        Assert.Equal(status == 200 && origin is not null, asked.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task What_any_origin_may_use_says_so_and_refusals_are_seen_as_well()
    {
        await using var store = await StartAsync("*");
        using var refused = await store.SendAsync(HttpMethod.Get, Object, token: null, headers: ("Origin", Page));
        Assert.Equal(401, (int)refused.StatusCode);
        Assert.Equal("*", One(refused, "Access-Control-Allow-Origin"));
        Assert.Empty(refused.Headers.Vary);
        using var missing = await AskAsync(store, Page, "GET", path: "AUTH_p1/unknown/o");
        Assert.Equal(401, (int)missing.StatusCode);
        using var account = await AskAsync(store, Page, "GET", path: "AUTH_p1");
        Assert.Equal(200, (int)account.StatusCode);
        Assert.False(account.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private static async Task<StorageHost> StartAsync(string origins)
    {
        var store = await StorageHost.StartAsync();
        Assert.Equal(201, await store.PutAsync(
            Container, "", ("X-Container-Meta-Access-Control-Allow-Origin", origins), ("X-Container-Meta-Access-Control-Max-Age", "60"), ("X-Container-Meta-Access-Control-Expose-Headers", "X-Mine ETag")));
        Assert.Equal(201, await store.PutAsync(Object, "bytes", ("X-Object-Meta-Colour", "red")));
        return store;
    }

    private static Task<HttpResponseMessage> AskAsync(StorageHost store, string? origin, string? method, (string Name, string Value)? more = null, string path = Object)
    {
        (string Name, string Value)?[] headers = [origin is null ? null : ("Origin", origin), method is null ? null : ("Access-Control-Request-Method", method), more];
        return store.SendAsync(HttpMethod.Options, path, token: null, headers: [.. headers.OfType<(string, string)>()]);
    }

    private static string One(HttpResponseMessage answer, string header) => Assert.Single(answer.Headers.GetValues(header));
}
