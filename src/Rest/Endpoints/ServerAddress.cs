using Microsoft.AspNetCore.Http;

namespace Naru.Rest.Endpoints;

/// <summary>The address of the server, as whoever asks has it.</summary>
public static class ServerAddress
{
    /// <summary>What all paths of the server follow, without a slash at its end.</summary>
    public static string Root(this HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}";
}
