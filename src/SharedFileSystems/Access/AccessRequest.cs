using System.Net;
using System.Net.Sockets;
using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;

namespace Naru.SharedFileSystems.Access;

/// <summary>What a request says about a new rule.</summary>
internal sealed record AccessRequest(string Type, string To, string Level, EquatableList<NameValue> Metadata)
{
    private const string Ip = "ip";

    public static Result<AccessRequest> Read(ShareRequest request, bool isOfSnapshot = false)
    {
        var name = request.Body.EnumerateObject().First().Name; // It is why this action was chosen.
        if (!BodyReader.Of(request.Body, name).TryGet(out var body, out var error))
            return error;
        var (type, to) = (body.NeededText("access_type"), body.NeededText("access_to").Trim());
        var level = isOfSnapshot ? AccessRule.ReadOnly : body.Text("access_level") ?? AccessRule.ReadWrite;
        var metadata = request.Version.Minor >= 45 ? body.Pairs("metadata") ?? default : default;
        if (body.Problem is { } problem)
            return problem;
        if (level is not (AccessRule.ReadWrite or AccessRule.ReadOnly))
            return ManilaErrors.Invalid($"Invalid access level: '{level}': expected {AccessRule.ReadWrite} or {AccessRule.ReadOnly}.");
        if (type is "user" or "cert" or "cephx")
            return ManilaErrors.Invalid($"Access rules of type '{type}' are not there for shares over NFS: expected '{Ip}'.");
        if (type != Ip)
            return ManilaErrors.Invalid($"Only 'ip' access rules are supported: '{type}' is none.");
        return IsAddress(to, request.Version.Minor >= 38)
            ? new AccessRequest(type, to, level, metadata)
            : ManilaErrors.Invalid($"'{to}' is neither an address nor a prefix without host bits, such as 192.0.2.0/24.");
    }

    /// <summary>The form in which two that mean the same are the same.</summary>
    public static IpPrefix? PrefixOf(string to) => IpPrefix.TryParse(to.Contains('/') ? to : $"{to}/{(to.Contains(':') ? 128 : 32)}", out var prefix) ? prefix : null;

    private static bool IsAddress(string text, bool isIpv6Known)
    {
        var slash = text.IndexOf('/');
        // .NET reads "1" as 0.0.0.1; an address has all of its parts.
        var address = slash < 0 ? text : text[..slash];
        if (!IPAddress.TryParse(address, out var parsed) || (parsed.AddressFamily is AddressFamily.InterNetwork && address.Split('.').Length != 4))
            return false;
        if (parsed.AddressFamily is AddressFamily.InterNetworkV6 && !isIpv6Known)
            return false;
        return PrefixOf(text) is { } prefix && IpAddress.Parse(address) == prefix.Network;
    }
}
