namespace Naru.Rest.Keystone;

/// <summary>A Keystone and the account that this program has there: what <c>[keystone_authtoken]</c> and <c>[nova]</c> say for Neutron.</summary>
/// <remarks>Properties are set and not init, because generated readers give an init property that the file lacks no default.</remarks>
public sealed record KeystoneOptions
{
    /// <summary>Such as <c>https://cloud.example:5000/v3</c>; <c>/v3</c> may be left out.</summary>
    public Uri? AuthUrl { get; set; }

    /// <summary>A user with role <c>service</c> or <c>admin</c> on the project.</summary>
    public string Username { get; set; } = "";

    public string Password { get; set; } = "";

    public string UserDomainName { get; set; } = "Default";

    public string ProjectName { get; set; } = "service";

    public string ProjectDomainName { get; set; } = "Default";

    /// <summary>The region of the catalog; null: whichever comes first.</summary>
    public string? Region { get; set; }

    /// <summary>The interface of the catalog that services use among themselves.</summary>
    public string Interface { get; set; } = "internal";

    /// <summary>Where clients without a token are sent (<c>www_authenticate_uri</c>); null: <see cref="AuthUrl"/>.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>For how long a token is not asked about again: so long it may outlive its revocation.</summary>
    public int TokenCacheSeconds { get; set; } = 60;

    /// <summary>What is wrong, beginning with the option's name; null: nothing.</summary>
    public string? Problem() => AuthUrl is not { IsAbsoluteUri: true, Scheme: "http" or "https" }
        ? $"authUrl: '{AuthUrl}' is no address: expected one such as https://cloud.example:5000/v3."
        : Username.Length == 0 ? "username: it is missing."
        : Password.Length == 0 ? "password: it is missing."
        : TokenCacheSeconds is < 0 or > 3600 ? $"tokenCacheSeconds: {TokenCacheSeconds} is not from 0 to 3600."
        : null;

    // The password must not get into logs by the record's text form.
    public override string ToString() => $"{Username} at {AuthUrl}";

    /// <summary>The address of a path below <c>/v3/</c>.</summary>
    internal Uri At(string path)
    {
        var root = (AuthUrl?.ToString() ?? "").TrimEnd('/');
        return new Uri($"{(root.EndsWith("/v3", StringComparison.Ordinal) ? root : root + "/v3")}/{path}");
    }
}
