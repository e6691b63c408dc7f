using System.Text.Json;
using Naru.Walk.Reach;

namespace Naru.Walk.Endpoints;

/// <summary>Reachability as JSON.</summary>
internal static class ReachJson
{
    public static void WriteEnd(Utf8JsonWriter writer, ReachEnd end)
    {
        writer.WriteStartObject();
        writer.WriteString("id", end.Id);
        writer.WriteString("name", end.Name);
        if (end.Port is { } port)
        {
            writer.WriteString("project_id", port.ProjectId);
            writer.WriteString("network_id", port.NetworkId);
        }
        writer.WriteEndObject();
    }

    public static void WritePair(Utf8JsonWriter writer, ReachPair pair)
    {
        writer.WriteStartObject();
        WriteEnds(writer, pair.From, pair.To);
        if (pair.NotModelled is { } reason)
            writer.WriteString("not_modelled", reason);
        else
            WriteFlows(writer, pair.Services, pair.Flows);
        writer.WriteEndObject();
    }

    public static void WriteChange(Utf8JsonWriter writer, ReachChange change)
    {
        writer.WriteStartObject();
        WriteEnds(writer, change.From, change.To);
        writer.WriteString("example", change.Flows[0].Example());
        WriteFlows(writer, change.Services, change.Flows);
        writer.WriteEndObject();
    }

    /// <summary>What many pairs have in common, with one of them.</summary>
    public static void WriteKind(Utf8JsonWriter writer, ServiceSet services, int pairs, ReachChange example)
    {
        writer.WriteStartObject();
        WriteServices(writer, services);
        writer.WriteNumber("pairs", pairs);
        WriteEnds(writer, example.From, example.To);
        writer.WriteString("example", example.Flows[0].Example());
        writer.WriteEndObject();
    }

    private static void WriteEnds(Utf8JsonWriter writer, ReachEnd from, ReachEnd to)
    {
        writer.WriteString("from", from.Id);
        writer.WriteString("from_name", from.Name);
        writer.WriteString("to", to.Id);
        writer.WriteString("to_name", to.Name);
    }

    private static void WriteFlows(Utf8JsonWriter writer, ServiceSet services, IReadOnlyList<ReachFlow> flows)
    {
        WriteServices(writer, services);
        writer.WriteStartArray("flows");
        foreach (var flow in flows)
        {
            writer.WriteStartObject();
            writer.WriteString("source", flow.Source.ToString());
            writer.WriteString("destination", flow.Destination.ToString());
            WriteServices(writer, flow.Services);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteServices(Utf8JsonWriter writer, ServiceSet services)
    {
        writer.WriteStartArray("services");
        foreach (var word in services.Words())
            writer.WriteStringValue(word);
        writer.WriteEndArray();
    }
}
