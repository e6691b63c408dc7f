using System.Net;
using System.Net.Sockets;
using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Storage;

namespace Naru.SharedFileSystems.Access;

/// <summary>What a request says about a new rule.</summary>
internal sealed record AccessRequest(string Type, string To, string Level, EquatableList<NameValue> Metadata)
{
    /// <summary>Since then Manila knows users of Ceph.</summary>
    private const int CephxSince = 13;

    public static Result<AccessRequest> Read(ShareRequest request, BackendFeatures features, bool isOfSnapshot = false)
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
        if (type is BackendFeatures.Ip or "user" or "cert" or BackendFeatures.Cephx && type != features.AccessType)
            return ManilaErrors.Invalid($"Access rules of type '{type}' are not there for shares over {features.Protocol}: expected '{features.AccessType}'.");
        if (type != features.AccessType)
            return ManilaErrors.Invalid($"Only '{features.AccessType}' access rules are supported: '{type}' is none.");
        if (type == BackendFeatures.Cephx && request.Version.Minor < CephxSince)
            return ManilaErrors.Invalid($"Access rules of type '{type}' are there since version 2.{CephxSince}.");
        if (type == BackendFeatures.Cephx && !IsUser(to))
            return ManilaErrors.Invalid($"'{to}' is no name of a user of Ceph: expected letters, digits, blanks, '-', '_' and '@', of which the first is a letter or a digit.");
        if (type == BackendFeatures.Ip && !IsAddress(to, request.Version.Minor >= 38))
            return ManilaErrors.Invalid($"'{to}' is neither an address nor a prefix without host bits, such as 192.0.2.0/24.");
        return new AccessRequest(type, to, level, metadata);
    }

    /// <summary>The form in which two that mean the same are the same; null: nobody.</summary>
    public static string? WhoOf(string type, string to) => type == BackendFeatures.Cephx ? to : PrefixOf(to)?.ToString();

    private static IpPrefix? PrefixOf(string to) => IpPrefix.TryParse(to.Contains('/') ? to : $"{to}/{(to.Contains(':') ? 128 : 32)}", out var prefix) ? prefix : null;

    // Ceph lets a name be nearly anything, but it stands in paths and key files; periods are refused by Manila.
    private static bool IsUser(string name) => name.Length is > 0 and <= 64
        && char.IsAsciiLetterOrDigit(name[0]) && name.All(one => char.IsAsciiLetterOrDigit(one) || one is ' ' or '-' or '_' or '@');

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
