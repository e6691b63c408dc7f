using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Naru.Primitives;

namespace Naru.Rest.Keystone;

/// <summary>This program's account at a Keystone: has a token that holds, and asks what others' tokens mean (Identity API v3).</summary>
/// <remarks>Thread-safe. The token is asked for when it is needed, and again before it ends.</remarks>
public sealed class KeystoneSession(KeystoneOptions options, TimeProvider time, ILogger<KeystoneSession> log) : IDisposable
{
    // A request that begins with the token must end with it.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = Patience,
    };

    private readonly SemaphoreSlim _login = new(1);
    private ServiceToken? _token;

    public KeystoneOptions Options => options;

    /// <summary>The token of the own account.</summary>
    /// <returns>An error of kind <see cref="ErrorKind.Unavailable"/> when Keystone gives none.</returns>
    public async ValueTask<Result<ServiceToken>> TokenAsync(CancellationToken cancellation)
    {
        if (Volatile.Read(ref _token) is { } token && token.ExpiresAt - Margin > time.GetUtcNow())
            return token;
        await _login.WaitAsync(cancellation);
        try
        {
            if (_token is { } other && other.ExpiresAt - Margin > time.GetUtcNow())
                return other;
            var fresh = await LogInAsync(cancellation);
            if (fresh.Succeeded)
                Volatile.Write(ref _token, fresh.Value);
            return fresh;
        }
        finally
        {
            _login.Release();
        }
    }

    /// <summary>Throws a token away that was refused somewhere.</summary>
    public void Forget(ServiceToken token) => Interlocked.CompareExchange(ref _token, null, token);

    /// <summary>Asks what a token means.</summary>
    /// <returns>The body of the answer; null when the token does not hold; an error when Keystone cannot say.</returns>
    public async ValueTask<Result<JsonDocument?>> ValidateAsync(string subject, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (!(await TokenAsync(cancellation)).TryGet(out var own, out var error))
                return error;
            using var request = new HttpRequestMessage(HttpMethod.Get, options.At("auth/tokens?nocatalog"));
            request.Headers.TryAddWithoutValidation("X-Auth-Token", own.Text);
            request.Headers.TryAddWithoutValidation("X-Subject-Token", subject);
            try
            {
                using var answer = await _http.SendAsync(request, cancellation);
                switch (answer.StatusCode)
                {
                    case HttpStatusCode.OK:
                        return await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellation), default, cancellation);
                    case HttpStatusCode.NotFound:
                        return default(Result<JsonDocument?>);
                    case HttpStatusCode.Unauthorized when attempt == 1:
                        Forget(own);
                        continue;
                    default:
                        return Away($"it answered {(int)answer.StatusCode} to the question what a token means");
                }
            }
            catch (Exception failure) when (IsAway(failure, cancellation))
            {
                return Away(failure.Message);
            }
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _login.Dispose();
    }

    private async ValueTask<Result<ServiceToken>> LogInAsync(CancellationToken cancellation)
    {
        try
        {
            using var content = new ReadOnlyMemoryContent(Credentials());
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await _http.PostAsync(options.At("auth/tokens"), content, cancellation);
            if (answer.StatusCode is not HttpStatusCode.Created || !answer.Headers.TryGetValues("X-Subject-Token", out var texts))
                return Away($"it answered {(int)answer.StatusCode} to the login of {options.Username}");
            using var body = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellation), default, cancellation);
            if (!body.RootElement.TryGetProperty("token", out var token) || ExpiryOf(token) is not { } expires)
                return Away("the token that it gave is not one of the Identity API v3");
            var catalog = token.TryGetProperty("catalog", out var list) ? list.Clone() : default;
            return new ServiceToken(texts.First(), expires, catalog);
        }
        catch (Exception failure) when (IsAway(failure, cancellation))
        {
            return Away(failure.Message);
        }
    }

    /// <summary>When a token ends; null when it does not say so.</summary>
    internal static DateTimeOffset? ExpiryOf(JsonElement token) =>
        token.ValueKind is JsonValueKind.Object && token.TryGetProperty("expires_at", out var text) && text.ValueKind is JsonValueKind.String
        && DateTimeOffset.TryParse(text.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expires)
            ? expires
            : null;

    private ReadOnlyMemory<byte> Credentials()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteStartObject("auth");
        writer.WriteStartObject("identity");
        writer.WriteStartArray("methods");
        writer.WriteStringValue("password");
        writer.WriteEndArray();
        writer.WriteStartObject("password");
        writer.WriteStartObject("user");
        writer.WriteString("name", options.Username);
        writer.WriteString("password", options.Password);
        WriteDomain(options.UserDomainName);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteStartObject("scope");
        writer.WriteStartObject("project");
        writer.WriteString("name", options.ProjectName);
        WriteDomain(options.ProjectDomainName);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;

        void WriteDomain(string name)
        {
            writer.WriteStartObject("domain");
            writer.WriteString("name", name);
            writer.WriteEndObject();
        }
    }

    private Error Away(string reason)
    {
        log.KeystoneAway(options.At(""), reason);
        return new Error(ErrorKind.Unavailable, "ServiceUnavailable", "The Identity service does not answer; the request may be repeated.");
    }

    private static bool IsAway(Exception failure, CancellationToken cancellation) =>
        failure is HttpRequestException or JsonException or IOException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested);
}
