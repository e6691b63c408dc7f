using System.Text;
using Naru.Primitives;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>What all actions have in common on the wire and in text.</summary>
internal static class ActionWire
{
    public const ushort Experimenter = 0xffff;
    public const uint Nicira = 0x0000_2320;

    /// <summary>Starts a Nicira action: type 0xffff, length, vendor and subtype; 10 octets.</summary>
    public static int BeginNicira(this WireWriter wire, NiciraAction subtype)
    {
        var start = wire.Begin(Experimenter);
        wire.U32(Nicira);
        wire.U16((ushort)subtype);
        return start;
    }

    public static void Actions(this WireWriter wire, EquatableList<FlowAction> actions)
    {
        foreach (var action in actions)
            action.Write(wire);
    }

    /// <summary>The actions, separated by commas.</summary>
    public static StringBuilder AppendActions(this StringBuilder text, EquatableList<FlowAction> actions)
    {
        for (var at = 0; at < actions.Count; at++)
        {
            if (at > 0)
                text.Append(',');
            actions[at].Print(text);
        }
        return text;
    }

    /// <summary>Replaces the comma that a list of arguments ends with, if it has one, by the closing parenthesis.</summary>
    public static void Close(this StringBuilder text)
    {
        if (text[^1] == ',')
            text.Length--;
        text.Append(')');
    }
}
