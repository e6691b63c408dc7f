using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naru.Network.SecurityGroups;
using Naru.Primitives;
using Naru.Walk.Reach;

namespace Naru.Walk.Endpoints;

/// <summary>What is asked of <c>/reach</c>, in the query of a GET or the body of a POST.</summary>
/// <param name="From">See <see cref="ReachEnds.Find"/>; null: everybody.</param>
/// <param name="ProjectId">Only ports of this project; null: of any.</param>
internal sealed record ReachQuestion(string? From, string? To, string? ProjectId, ServiceSet Services)
{
    private static readonly string[] Known = ["from", "to", "project_id", "protocol", "port"];

    public static Result<ReachQuestion> Read(IQueryCollection query)
    {
        foreach (var name in query.Keys)
        {
            if (!Known.Contains(name))
                return Unrecognized(name);
        }
        return Read(name => query[name].FirstOrDefault());
    }

    public static Result<ReachQuestion> Read(JsonElement reach)
    {
        foreach (var property in reach.EnumerateObject())
        {
            if (!Known.Contains(property.Name))
                return Unrecognized(property.Name);
            if (property.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Null))
                return Refuse(property.Name, "a word or a number");
        }
        return Read(name => reach.TryGetProperty(name, out var value) ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        } : null);
    }

    private static Result<ReachQuestion> Read(Func<string, string?> given)
    {
        if (!ServicesOf(given("protocol"), given("port")).TryGet(out var services, out var error))
            return error;
        return new ReachQuestion(given("from"), given("to"), given("project_id"), services);
    }

    private static Result<ServiceSet> ServicesOf(string? protocol, string? port)
    {
        if (protocol is null or "icmp")
        {
            if (port is not null)
                return Refuse("port", "none, because the protocol is not tcp or udp");
            return protocol is null ? ServiceSet.All : ServiceSet.OfIcmp(8, 0);
        }
        if (protocol is not ("tcp" or "udp"))
            return Refuse("protocol", "'icmp', 'tcp' or 'udp'");
        var number = protocol == "tcp" ? IpProtocols.Tcp : IpProtocols.Udp;
        if (port is null)
            return ServiceSet.Of(number);
        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= 1 and <= ushort.MaxValue
            ? ServiceSet.Of(number, value, value)
            : Refuse("port", "a number from 1 to 65535");
    }

    private static Error Unrecognized(string name) =>
        new(ErrorKind.Invalid, "HTTPBadRequest", $"Unrecognized attribute(s) '{name}': a question for reach has {string.Join(", ", Known)}.");

    private static Error Refuse(string name, string expected) =>
        new(ErrorKind.Invalid, "HTTPBadRequest", $"Invalid input for {name}. Reason: expected {expected}.");
}
