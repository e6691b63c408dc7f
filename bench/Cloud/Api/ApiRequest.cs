namespace Naru.Bench.Api;

/// <summary>A request as the load client sends it.</summary>
/// <param name="Path">With the prefix of the service.</param>
/// <param name="Body">JSON; null sends none.</param>
public sealed record ApiRequest(string Method, string Path, string? Body = null)
{
    public static ApiRequest Get(string path) => new("GET", path);

    public static ApiRequest Post(string path, string body) => new("POST", path, body);

    public static ApiRequest Put(string path, string body) => new("PUT", path, body);
}
