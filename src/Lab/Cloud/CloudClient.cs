using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Naru.Primitives;

namespace Naru.Lab.Cloud;

/// <summary>A client of the public API as any other: signs in with a password and speaks HTTP and JSON.</summary>
public sealed class CloudClient : IDisposable
{
    private readonly HttpClient _http;

    private CloudClient(HttpClient http) => _http = http;

    public static async Task<Result<CloudClient>> SignInAsync(CloudCredentials credentials, CancellationToken cancellation)
    {
        // Loopback only; a proxy of the environment has no business in between.
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = credentials.Networking };
        var answer = await SendAsync(http, HttpMethod.Post, $"{credentials.Identity}/auth/tokens", SignIn(credentials), cancellation);
        if (!answer.TryGet(out var signedIn, out var error))
        {
            http.Dispose();
            return error;
        }
        http.DefaultRequestHeaders.Add("X-Auth-Token", signedIn.Headers.GetValues("X-Subject-Token").Single());
        return new CloudClient(http);
    }

    /// <summary>What matches a query such as <c>name=internal</c>.</summary>
    public async Task<Result<IReadOnlyList<T>>> ListAsync<T>(ResourceKind<T> kind, string query, CancellationToken cancellation)
    {
        var answer = await SendAsync(_http, HttpMethod.Get, $"{kind.Path}?{query}", null, cancellation);
        if (!answer.TryGet(out var response, out var error))
            return error;
        using var body = await BodyAsync(response, cancellation);
        return body.RootElement.GetProperty(kind.Plural).EnumerateArray()
            .Select(item => item.Deserialize(kind.Type)!)
            .ToList();
    }

    /// <summary>The one with this name or id.</summary>
    public async Task<Result<T>> FindAsync<T>(ResourceKind<T> kind, string nameOrId, CancellationToken cancellation)
    {
        var query = Guid.TryParse(nameOrId, out _) ? $"id={nameOrId}" : $"name={Uri.EscapeDataString(nameOrId)}";
        if (!(await ListAsync(kind, query, cancellation)).TryGet(out var found, out var error))
            return error;
        return found switch
        {
            [var only] => only,
            [] => Error.NotFound("NotFound", $"There is no {kind.Singular} '{nameOrId}'."),
            _ => Error.Conflict("Ambiguous", $"There are {found.Count} of {kind.Plural} with the name '{nameOrId}': give the id."),
        };
    }

    public Task<Result<T>> ShowAsync<T>(ResourceKind<T> kind, string id, CancellationToken cancellation) =>
        SendAsync(kind, HttpMethod.Get, $"{kind.Path}/{id}", null, cancellation);

    public Task<Result<T>> CreateAsync<T>(ResourceKind<T> kind, JsonObject values, CancellationToken cancellation) =>
        SendAsync(kind, HttpMethod.Post, kind.Path, new JsonObject { [kind.Singular] = values }, cancellation);

    public Task<Result<T>> UpdateAsync<T>(ResourceKind<T> kind, string id, JsonObject values, CancellationToken cancellation) =>
        SendAsync(kind, HttpMethod.Put, $"{kind.Path}/{id}", new JsonObject { [kind.Singular] = values }, cancellation);

    /// <summary>Deletes it; that it is gone already is no failure.</summary>
    public Task<Result<Done>> DeleteAsync<T>(ResourceKind<T> kind, string id, CancellationToken cancellation) =>
        RemoveAsync($"{kind.Path}/{id}", cancellation);

    /// <summary>The same for what is at a path.</summary>
    public async Task<Result<Done>> RemoveAsync(string path, CancellationToken cancellation)
    {
        var answer = await SendAsync(_http, HttpMethod.Delete, path, null, cancellation);
        return answer.Succeeded || answer.Error.Kind is ErrorKind.NotFound ? Done.Ok : answer.Error;
    }

    public async Task<Result<Done>> AddRouterInterfaceAsync(string router, string subnet, CancellationToken cancellation)
    {
        var body = new JsonObject { ["subnet_id"] = subnet };
        var answer = await SendAsync(_http, HttpMethod.Put, $"routers/{router}/add_router_interface", body, cancellation);
        return answer.Map(_ => default(Done));
    }

    /// <summary>What another address of the server answers.</summary>
    public async Task<Result<JsonDocument>> GetAsync(Uri address, CancellationToken cancellation)
    {
        var answer = await SendAsync(_http, HttpMethod.Get, address.ToString(), null, cancellation);
        return answer.TryGet(out var response, out var error) ? await BodyAsync(response, cancellation) : error;
    }

    /// <summary>Sends what is no resource, such as a question, and gives the answer as it is.</summary>
    public async Task<Result<JsonDocument>> AskAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellation)
    {
        var answer = await SendAsync(_http, method, path, body, cancellation);
        return answer.TryGet(out var response, out var error) ? await BodyAsync(response, cancellation) : error;
    }

    /// <summary>Sends plain text, or nothing, to another address of the server, and gives the answer as text.</summary>
    public async Task<Result<string>> SendTextAsync(HttpMethod method, Uri address, string? text, CancellationToken cancellation)
    {
        using var content = text is null ? null : new StringContent(text, Encoding.UTF8, new MediaTypeHeaderValue("text/plain"));
        var answer = await SendContentAsync(_http, method, address.ToString(), content, cancellation);
        return answer.TryGet(out var response, out var error) ? await response.Content.ReadAsStringAsync(cancellation) : error;
    }

    /// <summary>Sends what has no answer but that it was taken.</summary>
    public async Task<Result<Done>> SendAsync(string path, JsonObject body, CancellationToken cancellation) =>
        (await SendAsync(_http, HttpMethod.Post, path, body, cancellation)).Map(_ => default(Done));

    /// <summary>Brings a file to an address of the server.</summary>
    public async Task<Result<Done>> UploadAsync(string path, string file, CancellationToken cancellation)
    {
        await using var content = File.OpenRead(file);
        using var body = new StreamContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return (await SendContentAsync(_http, HttpMethod.Put, path, body, cancellation)).Map(_ => default(Done));
    }

    public void Dispose() => _http.Dispose();

    private async Task<Result<T>> SendAsync<T>(
        ResourceKind<T> kind, HttpMethod method, string path, JsonObject? values, CancellationToken cancellation)
    {
        var answer = await SendAsync(_http, method, path, values, cancellation);
        if (!answer.TryGet(out var response, out var error))
            return error;
        using var body = await BodyAsync(response, cancellation);
        return body.RootElement.GetProperty(kind.Singular).Deserialize(kind.Type)!;
    }

    private static async Task<Result<HttpResponseMessage>> SendAsync(
        HttpClient http, HttpMethod method, string path, JsonObject? values, CancellationToken cancellation)
    {
        using var content = values is null
            ? null
            : new StringContent(values.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return await SendContentAsync(http, method, path, content, cancellation);
    }

    private static async Task<Result<HttpResponseMessage>> SendContentAsync(
        HttpClient http, HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, cancellation);
        }
        catch (HttpRequestException failure)
        {
            return new Error(ErrorKind.Unavailable, "Unavailable",
                $"The server at {http.BaseAddress} does not answer ({failure.Message}): 'naru up' starts it, 'naru logs server' shows why it ended.");
        }
        if (response.IsSuccessStatusCode)
            return response;
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return new Error(KindOf(response.StatusCode), $"{(int)response.StatusCode}",
            $"{method} {request.RequestUri?.AbsolutePath} was refused ({(int)response.StatusCode}): {Message(text)}");
    }

    private static ErrorKind KindOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => ErrorKind.Unauthenticated,
        HttpStatusCode.Forbidden => ErrorKind.Forbidden,
        HttpStatusCode.NotFound => ErrorKind.NotFound,
        HttpStatusCode.Conflict => ErrorKind.Conflict,
        _ => ErrorKind.Invalid,
    };

    /// <summary>The sentence inside of the error document; services wrap it in an object of differing names.</summary>
    private static string Message(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            foreach (var error in document.RootElement.EnumerateObject())
            {
                if (error.Value.ValueKind is JsonValueKind.Object && error.Value.TryGetProperty("message", out var message))
                    return message.ToString();
            }
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            // Not an error document: what there is is shown as it is.
        }
        return body;
    }

    private static async Task<JsonDocument> BodyAsync(HttpResponseMessage response, CancellationToken cancellation) =>
        await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation);

    private static JsonObject SignIn(CloudCredentials credentials) => new()
    {
        ["auth"] = new JsonObject
        {
            ["identity"] = new JsonObject
            {
                ["methods"] = new JsonArray("password"),
                ["password"] = new JsonObject
                {
                    ["user"] = new JsonObject
                    {
                        ["name"] = credentials.User,
                        ["domain"] = new JsonObject { ["name"] = CloudCredentials.Domain },
                        ["password"] = credentials.Password,
                    },
                },
            },
            ["scope"] = new JsonObject
            {
                ["project"] = new JsonObject
                {
                    ["name"] = credentials.Project,
                    ["domain"] = new JsonObject { ["name"] = CloudCredentials.Domain },
                },
            },
        },
    };
}
