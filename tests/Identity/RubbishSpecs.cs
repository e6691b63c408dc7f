using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Routing;

namespace Naru.Identity;

public sealed class RubbishSpecs(IdentityHost host) : IClassFixture<IdentityHost>
{
    private static readonly string[] Words =
    [
        "id", "name", "domain", "domain_id", "parent_id", "user", "users", "project", "password", "enabled", "auth", "identity", "methods", "scope",
        "token", "secret", "roles", "expires_at", "access_rules", "blob", "type", "url", "interface", "tags", "options", "is_domain", "system", "all",
        "default", "RegionOne", "admin", "public", "ec2", "true", "\\ud800", "\\u0000", "é\\n", "9999-99-99", "",
    ];

    private static readonly Gen<string> Word = Gen.OneOfConst(Words);

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Word.Select(word => $"\"{word}\""),
        Gen.Const("null"), Gen.Const("true"), Gen.Const("-1"), Gen.Const("1e400"), Gen.Const("99999999999999999999"),
        Gen.Char['a', 'z'].Array[60, 70].Select(letters => $"\"{new string(letters)}\""));

    private static readonly Gen<string> Json = Gen.Recursive<string>((depth, inner) => depth > 4
        ? Scalar
        : Gen.Frequency(
            (3, Scalar),
            (1, inner.Array[0, 3].Select(items => $"[{string.Join(',', items)}]")),
            (4, Gen.Select(Word, inner).Array[0, 5].Select(pairs => $"{{{string.Join(',', pairs.Select(pair => $"\"{pair.Item1}\":{pair.Item2}"))}}}"))));

    private static readonly Gen<string> Broken = Gen.Select(Json, Gen.Int[0, 40], (json, cut) => json[..Math.Min(cut, json.Length)]);

    [Fact]
    public async Task No_body_makes_a_route_fail_with_a_server_error()
    {
        var routes = host.Routes
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Select(method => (method, route)) ?? [])
            .Where(pair => pair.method is "POST" or "PUT" or "PATCH")
            .Select(pair => (pair.method, Path: pair.route.RoutePattern.RawText!))
            .ToList();
        Assert.NotEmpty(routes);
        var request = Gen.Select(Gen.OneOfConst([.. routes]), Gen.Frequency((4, Json), (1, Broken)), Word, Gen.Bool);

        await request.SampleAsync(
            async (route, json, segment, wrapped) =>
            {
                var path = Fill(route.Path, segment.Replace("\\", "", StringComparison.Ordinal));
                var singular = path.Split('/')[^1].TrimEnd('s');
                using var message = new HttpRequestMessage(new HttpMethod(route.method), path)
                {
                    Content = new ByteArrayContent(Encoding.UTF8.GetBytes(wrapped ? $"{{\"{singular}\":{json}}}" : json)),
                };
                message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                message.Headers.Add("X-Auth-Token", host.AdminToken);
                using var answer = await host.Client.SendAsync(message);
                // What this program leaves out on purpose says so (501).
                Assert.True((int)answer.StatusCode < 500 || answer.StatusCode is HttpStatusCode.NotImplemented, $"{route.method} {path} {json}: {answer.StatusCode}");
            },
            iter: 1000,
            threads: 2);
    }

    [Fact]
    public async Task No_query_makes_a_list_fail_with_a_server_error()
    {
        string[] lists = ["users", "projects", "domains", "groups", "roles", "services", "endpoints", "regions", "credentials", "role_assignments", "OS-TRUST/trusts"];
        string[] names = ["name", "name__contains", "id__icontains", "enabled", "domain_id", "limit", "marker", "sort_key", "sort_dir", "effective", "scope.project.id", "tags", "fields"];
        await Gen.Select(Gen.OneOfConst(lists), Gen.OneOfConst(names), Gen.String[0, 20]).SampleAsync(
            async (list, name, value) =>
            {
                var answer = await host.SendAsync(HttpMethod.Get, $"{list}?{name}={Uri.EscapeDataString(value)}");
                Assert.True((int)answer.Status < 500, $"{list}?{name}={value}: {answer.Status}");
            },
            iter: 500,
            threads: 2);
    }

    private static string Fill(string pattern, string segment)
    {
        var value = segment.Length == 0 ? "x" : Uri.EscapeDataString(segment);
        var path = System.Text.RegularExpressions.Regex.Replace(pattern, @"\{[^}]*\}", value);
        return path["/identity/v3/".Length..];
    }
}
