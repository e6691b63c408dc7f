using System.Globalization;
using System.Text.Json;
using Naru.Primitives;
using Naru.Walk.Ends;
using Naru.Walk.Telling;
using Naru.Walk.Told;

namespace Naru.Walk.Endpoints;

/// <summary>The body of <c>POST /walk</c>.</summary>
/// <param name="Observe">The data plane is asked, too.</param>
/// <param name="AsOf">A revision or a time of the past; null: now.</param>
internal sealed record WalkBody(WalkRequest Request, AsOf? AsOf, WalkLanguage Language, bool Observe)
{
    private const int SmallestPacket = 28;
    private const int LargestPacket = 65535;

    private static readonly string[] Known = ["source", "destination", "protocol", "port", "size", "source_ip", "as_of", "language", "observe"];

    public static Result<WalkBody> Read(JsonElement walk)
    {
        if (walk.ValueKind is not JsonValueKind.Object)
            return Refuse("walk", "an object with 'source' and 'destination'");
        foreach (var property in walk.EnumerateObject())
        {
            if (!Known.Contains(property.Name))
                return new Error(ErrorKind.Invalid, "HTTPBadRequest", $"Unrecognized attribute(s) '{property.Name}': a walk has {string.Join(", ", Known)}.");
        }
        if (Text(walk, "source") is not { Length: > 0 } source)
            return Refuse("source", "the name or id of an instance or port, or an IP address");
        if (Text(walk, "destination") is not { Length: > 0 } destination)
            return Refuse("destination", "the name or id of an instance or port, an IP address, 'dhcp' or 'metadata'");
        if (!ReadTraffic(walk).TryGet(out var traffic, out var error) || !ReadAsOf(walk).TryGet(out var asOf, out error))
            return error;
        IpAddress? spoofed = null;
        if (walk.TryGetProperty("source_ip", out _))
        {
            if (!IpAddress.TryParse(Text(walk, "source_ip"), out var address))
                return Refuse("source_ip", "an IP address");
            spoofed = address;
        }
        var observe = walk.TryGetProperty("observe", out var wish) && wish.ValueKind is JsonValueKind.True;
        if (observe && asOf.Value is not null)
            return Refuse("observe", "no 'as_of': the data plane knows only the present");
        return WalkLanguage.Find(Text(walk, "language") ?? "en") is { } language
            ? new WalkBody(new WalkRequest(source, destination, traffic) { SpoofedSource = spoofed }, asOf.Value, language, observe)
            : Refuse("language", "'en' or 'ko'");
    }

    private static Result<Traffic> ReadTraffic(JsonElement walk)
    {
        var hasPort = TryNumber(walk, "port", 1, ushort.MaxValue, out var port, out var error);
        if (error is not null)
            return error;
        var protocol = Text(walk, "protocol") ?? "icmp";
        if (protocol is "tcp" or "udp" && !hasPort)
            return Refuse("port", $"a number from 1 to 65535, because the protocol is {protocol}");
        Traffic traffic;
        switch (protocol)
        {
            case "icmp":
                traffic = Traffic.Ping;
                break;
            case "tcp":
                traffic = Traffic.TcpTo((ushort)port);
                break;
            case "udp":
                traffic = Traffic.UdpTo((ushort)port);
                break;
            default:
                return Refuse("protocol", "'icmp', 'tcp' or 'udp'");
        }
        var hasSize = TryNumber(walk, "size", SmallestPacket, LargestPacket, out var size, out error);
        if (error is not null)
            return error;
        return hasSize ? traffic with { Length = size } : traffic;
    }

    private static Result<Optional> ReadAsOf(JsonElement walk)
    {
        if (!walk.TryGetProperty("as_of", out var json) || json.ValueKind is JsonValueKind.Null)
            return new Optional(null);
        var text = json.ValueKind is JsonValueKind.Number ? json.GetRawText() : Text(walk, "as_of");
        return Endpoints.AsOf.TryParse(text, out var asOf)
            ? new Optional(asOf)
            : Refuse("as_of", "a revision, or a time such as 2026-11-25T21:00:00Z");
    }

    // A result cannot carry null itself.
    private readonly record struct Optional(AsOf? Value);

    private static bool TryNumber(JsonElement walk, string name, int least, int most, out int number, out Error? error)
    {
        (number, error) = (0, null);
        if (!walk.TryGetProperty(name, out var json) || json.ValueKind is JsonValueKind.Null)
            return false;
        if (json.ValueKind is JsonValueKind.Number && json.TryGetInt32(out number) && number >= least && number <= most)
            return true;
        error = Refuse(name, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));
        return false;
    }

    private static string? Text(JsonElement walk, string name) =>
        walk.TryGetProperty(name, out var json) && json.ValueKind is JsonValueKind.String ? json.GetString() : null;

    private static Error Refuse(string name, string expected) =>
        new(ErrorKind.Invalid, "HTTPBadRequest", $"Invalid input for {name}. Reason: expected {expected}.");
}
