using Microsoft.AspNetCore.Http;
using Naru.Primitives;

namespace Naru.Rest.Microversions;

/// <summary>Which version of an API a request means, and which header lines say so (the microversion specification of the API SIG).</summary>
/// <param name="min">What a request without a header line means.</param>
/// <param name="headers">The names that the API has for the line, the preferred one first.</param>
/// <param name="service">What stands before the number in <c>OpenStack-API-Version</c>, such as <c>compute</c>; null when the API does not read that line.</param>
public sealed class MicroversionNegotiation(Microversion min, Microversion max, string? service, params string[] headers)
{
    /// <summary>The <see cref="Error.Type"/> of a version that is none; the status is 400.</summary>
    public const string Malformed = "InvalidAPIVersionString";

    /// <summary>The <see cref="Error.Type"/> of a version that is not served; the status is 406, which no <see cref="ErrorKind"/> has.</summary>
    public const string NotAcceptable = "VersionNotFoundForAPIMethod";

    private const string Common = "OpenStack-API-Version";

    public Microversion Min { get; } = min;

    public Microversion Max { get; } = max;

    /// <summary>The version that the request asks for; the answer is told which one it is, and that it depends on the header line.</summary>
    public Result<Microversion> Of(HttpContext http)
    {
        var asked = Asked(http.Request);
        Microversion version;
        if (asked is null)
            version = Min;
        else if (asked.Equals("latest", StringComparison.OrdinalIgnoreCase))
            version = Max;
        else if (!Microversion.TryParse(asked, out version))
            return new Error(ErrorKind.Invalid, Malformed, $"API Version String '{asked}' is of invalid format. Must be of format MajorNum.MinorNum.");
        else if (version < Min || version > Max)
            return new Error(ErrorKind.Invalid, NotAcceptable, $"Version {asked} is not supported by the API. Minimum is {Min} and maximum is {Max}.");
        Tell(http.Response, version);
        return version;
    }

    private string? Asked(HttpRequest request)
    {
        if (service is not null)
        {
            foreach (var line in request.Headers[Common].SelectMany(value => (value ?? "").Split(',')))
            {
                if (line.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var name, var number] && name.Equals(service, StringComparison.OrdinalIgnoreCase))
                    return number;
            }
        }
        return headers.Select(header => request.Headers[header].ToString().Trim()).FirstOrDefault(value => value.Length > 0);
    }

    private void Tell(HttpResponse response, Microversion version)
    {
        if (service is not null)
            response.Headers[Common] = $"{service} {version}";
        foreach (var header in headers)
            response.Headers[header] = version.ToString();
        response.Headers.Vary = string.Join(",", service is null ? headers : [Common, .. headers]);
    }
}
