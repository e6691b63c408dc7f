using Naru.Rest.Keystone;

namespace Naru.Network.Nova;

/// <summary>A Compute service that is told when ports are wired, and how it is reached: what <c>[nova]</c> says for Neutron.</summary>
/// <remarks>Properties are set and not init, because generated readers give an init property that the file lacks no default.</remarks>
public sealed record NovaOptions
{
    /// <summary>Such as <c>http://controller:8774/v2.1</c>; null: as the catalog says.</summary>
    public Uri? Url { get; set; }

    /// <summary>The account at Nova's Keystone, which needs the role <c>service</c> or <c>admin</c>; null: that of the server's <c>keystone</c>.</summary>
    public KeystoneOptions? Auth { get; set; }

    /// <summary>Whether Nova learns that a port is wired or no longer is; it waits for that before it starts an instance.</summary>
    public bool StatusChanges { get; set; } = true;

    /// <summary>Whether Nova learns that addresses, floating IPs and the like of an instance have changed.</summary>
    public bool DataChanges { get; set; } = true;

    /// <summary>How long events gather after a batch was sent. As in Neutron: Nova's answer to a burst is another burst.</summary>
    public double BatchSeconds { get; set; } = 2;

    /// <summary>What is wrong, beginning with the option's name; null: nothing.</summary>
    /// <param name="hasKeystone">Whether there is an account that <see cref="Auth"/> may be left out for.</param>
    public string? Problem(bool hasKeystone) => Auth is null && !hasKeystone
        ? "auth: it is missing, and there is no account in 'keystone' to use instead."
        : Auth?.Problem() is { } problem ? $"auth.{problem}"
        : Url is { IsAbsoluteUri: false } ? $"url: '{Url}' is no address: expected one such as http://controller:8774/v2.1."
        : BatchSeconds is < 0 or > 60 ? $"batchSeconds: {BatchSeconds} is not from 0 to 60."
        : null;
}
