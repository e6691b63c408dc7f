using System.Security.Cryptography;
using System.Text;

namespace Naru.ObjectStorage.Specs;

public sealed class AccessSpecs
{
    private const string Reader = "rita:p1:reader";
    private const string Other = "bob:p2:member";
    private const string Auditor = "carol:p2:auditor";

    [Theory]
    [InlineData("", StorageHost.Owner, "", 200, 200, 201)]
    [InlineData("", Reader, "", 200, 200, 403)]
    [InlineData("", Other, "", 403, 403, 403)]
    [InlineData("", null, "", 401, 401, 401)]
    [InlineData(".r:*", null, "", 200, 401, 401)]
    [InlineData(".r:*,.rlistings", null, "", 200, 200, 401)]
    [InlineData(".r:example.com", null, "http://example.com/page", 200, 401, 401)]
    [InlineData(".r:.example.com", null, "http://www.example.com/", 200, 401, 401)]
    [InlineData(".r:*,.r:-bad.com", null, "http://bad.com/", 401, 401, 401)]
    [InlineData("p2:bob", Other, "", 200, 200, 403)]
    [InlineData("p2:*", Auditor, "", 200, 200, 403)]
    [InlineData("*:carol", Auditor, "", 200, 200, 403)]
    [InlineData("*:carol", Other, "", 403, 403, 403)]
    [InlineData("auditor", Auditor, "", 200, 200, 403)]
    [InlineData("p3:*", Other, "", 403, 403, 403)]
    public async Task Who_reads_a_container_is_on_its_list(string list, string? token, string referrer, int get, int listing, int put)
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c", "", ("X-Container-Read", list));
        await store.PutAsync("AUTH_p1/c/o", "hello");
        Assert.Equal(get, await store.StatusAsync(HttpMethod.Get, "AUTH_p1/c/o", token, null, ("Referer", referrer)));
        Assert.Equal(listing, await store.StatusAsync(HttpMethod.Get, "AUTH_p1/c", token, null, ("Referer", referrer)));
        Assert.Equal(put, await store.StatusAsync(HttpMethod.Put, "AUTH_p1/c/new", token, [1], ("Referer", referrer)));
    }

    [Fact]
    public async Task Who_writes_a_container_does_not_read_it()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c", "", ("X-Container-Write", "p2:bob"));
        Assert.Equal(201, await store.StatusAsync(HttpMethod.Put, "AUTH_p1/c/o", Other, [1]));
        Assert.Equal(403, await store.StatusAsync(HttpMethod.Get, "AUTH_p1/c/o", Other));
        Assert.Equal(403, await store.StatusAsync(HttpMethod.Post, "AUTH_p1/c", Other));
        Assert.Equal(403, await store.StatusAsync(HttpMethod.Delete, "AUTH_p1/c", Other));
        Assert.Equal(400, await store.PutAsync("AUTH_p1/d", "", ("X-Container-Write", ".r:*")));
    }

    [Fact]
    public async Task Another_projects_account_shows_nothing()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c");
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head, HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete])
        {
            Assert.Equal(403, await store.StatusAsync(method, "AUTH_p1", Other));
            Assert.Equal(403, await store.StatusAsync(method, "AUTH_p1/c", Other));
            Assert.Equal(403, await store.StatusAsync(method, "AUTH_p1/missing", Other));
        }
    }

    [Fact]
    public async Task An_account_may_be_opened_as_a_whole()
    {
        await using var store = await StorageHost.StartAsync();
        await store.PutAsync("AUTH_p1/c");
        Assert.Equal(400, await store.StatusAsync(HttpMethod.Post, "AUTH_p1", headers: ("X-Account-Access-Control", "{\"all\": []}")));
        Assert.Equal(204, await store.StatusAsync(HttpMethod.Post, "AUTH_p1", headers: ("X-Account-Access-Control", "{\"read-write\": [\"p2:bob\"]}")));
        Assert.Equal(201, await store.StatusAsync(HttpMethod.Put, "AUTH_p1/c/o", Other, [1]));
        Assert.Equal(200, await store.StatusAsync(HttpMethod.Get, "AUTH_p1/c/o", Other));
        Assert.Equal(403, await store.StatusAsync(HttpMethod.Put, "AUTH_p1/d", Other));
    }

    [Theory]
    [InlineData("GET", "GET", "/object-store/v1/AUTH_p1/c/o", 1000, 200)]
    [InlineData("GET", "GET", "/v1/AUTH_p1/c/o", 1000, 200)]
    [InlineData("GET", "HEAD", "/v1/AUTH_p1/c/o", 1000, 200)]
    [InlineData("GET", "PUT", "/v1/AUTH_p1/c/o", 1000, 401)]
    [InlineData("PUT", "PUT", "/v1/AUTH_p1/c/o", 1000, 201)]
    [InlineData("GET", "GET", "/v1/AUTH_p1/c/other", 1000, 401)]
    [InlineData("GET", "GET", "/v1/AUTH_p1/c/o", -1, 401)]
    public async Task A_signature_opens_one_object_for_one_method_until_its_end(string signed, string used, string path, int seconds, int status)
    {
        await using var store = await StorageHost.StartAsync();
        await store.StatusAsync(HttpMethod.Post, "AUTH_p1", headers: ("X-Account-Meta-Temp-URL-Key", "secret"));
        await store.PutAsync("AUTH_p1/c");
        await store.PutAsync("AUTH_p1/c/o", "hello");
        var end = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + seconds;
        var text = Encoding.UTF8.GetBytes($"{signed}\n{end}\n{path}");
        foreach (var signature in (string[])[
            Convert.ToHexStringLower(HMACSHA256.HashData("secret"u8, text)), Convert.ToHexStringLower(HMACSHA512.HashData("secret"u8, text)),
            Uri.EscapeDataString("sha256:" + Convert.ToBase64String(HMACSHA256.HashData("secret"u8, text)))])
        {
            Assert.Equal(status, await store.StatusAsync(
                new HttpMethod(used), $"AUTH_p1/c/o?temp_url_sig={signature}&temp_url_expires={end}", token: null));
        }
        Assert.Equal(401, await store.StatusAsync(new HttpMethod(used), $"AUTH_p1/c/o?temp_url_sig={new string('0', 64)}&temp_url_expires={end}", token: null));
    }
}
