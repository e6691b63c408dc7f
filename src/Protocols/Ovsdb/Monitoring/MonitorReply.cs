using System.Text.Json;

using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Monitoring;

/// <summary>Reads what the three generations of monitoring send.</summary>
internal static class MonitorReply
{
    public const string NoTransaction = "00000000-0000-0000-0000-000000000000";

    /// <summary>The reply to the request that starts a monitor: the first copy, or what was missed.</summary>
    public static MonitorUpdate? Read(JsonElement json, MonitorProtocol protocol)
    {
        if (protocol is not MonitorProtocol.ConditionalSince)
            return TableUpdates.TryRead(json, out var all) ? new MonitorUpdate(IsWhole: true, null, all) : null;
        return json.ValueKind is JsonValueKind.Array && json.GetArrayLength() == 3
            && json[0].ValueKind is JsonValueKind.True or JsonValueKind.False
            && Atom.TryReadText(json[1], out var transaction)
            && TableUpdates.TryRead(json[2], out var updates)
                ? new MonitorUpdate(IsWhole: json[0].ValueKind is JsonValueKind.False, transaction, updates)
                : null;
    }

    /// <summary>The parameters of <c>update</c>, <c>update2</c> and <c>update3</c>.</summary>
    public static (string Monitor, MonitorUpdate Update)? ReadNotification(string method, JsonElement parameters)
    {
        var length = method == "update3" ? 3 : 2;
        if (parameters.ValueKind is not JsonValueKind.Array || parameters.GetArrayLength() != length
            || !Atom.TryReadText(parameters[0], out var monitor)
            || !TableUpdates.TryRead(parameters[length - 1], out var updates))
            return null;
        var transaction = (string?)null;
        if (length == 3 && Atom.TryReadText(parameters[1], out var text))
            transaction = text;
        return (monitor, new MonitorUpdate(IsWhole: false, transaction, updates));
    }
}
