using System.Text;
using Naru.Primitives;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Sends the packet to a controller, with octets that say what for (Nicira's controller and controller2).</summary>
public sealed record ToController : FlowAction
{
    private const byte ReasonAction = 1;

    public ushort MaxLength { get; init; } = Output.WholePacket;

    /// <summary>Which connection gets it; the id that a controller gave itself, zero by default.</summary>
    public ushort ControllerId { get; init; }

    /// <summary>The reason of the packet-in: 1 is "by an action".</summary>
    public byte Reason { get; init; } = ReasonAction;

    /// <summary>Comes back in the packet-in, if that is in the format NXT_PACKET_IN2.</summary>
    public EquatableList<byte> Userdata { get; init; }

    /// <summary>Whether the pipeline waits for the controller to resume it.</summary>
    public bool Pause { get; init; }

    internal override void Write(WireWriter wire)
    {
        if (!Userdata.IsEmpty || Pause)
        {
            WriteProperties(wire);
            return;
        }
        var start = wire.BeginNicira(NiciraAction.Controller);
        wire.U16(MaxLength);
        wire.U16(ControllerId);
        wire.U8(Reason);
        wire.Zeros(1);
        wire.End(start);
    }

    private void WriteProperties(WireWriter wire)
    {
        var start = wire.BeginNicira(NiciraAction.Controller2);
        wire.Zeros(6);
        if (MaxLength != Output.WholePacket)
            WriteProperty(wire, Property.MaxLength, MaxLength);
        if (ControllerId != 0)
            WriteProperty(wire, Property.ControllerId, ControllerId);
        if (Reason != ReasonAction)
        {
            var reason = wire.Begin((ushort)Property.Reason);
            wire.U8(Reason);
            EndProperty(wire, reason);
        }
        if (!Userdata.IsEmpty)
        {
            var userdata = wire.Begin((ushort)Property.Userdata);
            wire.Bytes(Userdata.Items.AsSpan());
            EndProperty(wire, userdata);
        }
        if (Pause)
            EndProperty(wire, wire.Begin((ushort)Property.Pause));
        wire.End(start);
    }

    private static void WriteProperty(WireWriter wire, Property type, ushort value)
    {
        var start = wire.Begin((ushort)type);
        wire.U16(value);
        EndProperty(wire, start);
    }

    // Unlike that of an action, the length of a property does not count its padding.
    private static void EndProperty(WireWriter wire, int start)
    {
        wire.PatchU16(start + 2, wire.Length - start);
        wire.PadTo8(start);
    }

    internal static ToController Read(ref WireReader body)
    {
        var action = new ToController { MaxLength = body.U16(), ControllerId = body.U16(), Reason = body.U8() };
        body.Skip(1);
        return action;
    }

    internal static ToController? ReadProperties(ref WireReader body)
    {
        body.Skip(6);
        var action = new ToController();
        while (body.Remaining > 0)
        {
            var type = (Property)body.U16();
            var length = body.U16();
            var value = new WireReader(body.Bytes(length - 4));
            body.Skip((8 - length % 8) % 8);
            switch (type)
            {
                case Property.MaxLength:
                    action = action with { MaxLength = value.U16() };
                    break;
                case Property.ControllerId:
                    action = action with { ControllerId = value.U16() };
                    break;
                case Property.Reason:
                    action = action with { Reason = value.U8() };
                    break;
                case Property.Userdata:
                    action = action with { Userdata = EquatableList.Create(value.Rest) };
                    break;
                case Property.Pause:
                    action = action with { Pause = true };
                    break;
                default:
                    return null;
            }
            if (value.Failed || body.Failed)
                return null;
        }
        // A controller2 that says no more than controller can is written back as it was, not as controller.
        return action.Userdata.IsEmpty && !action.Pause ? null : action;
    }

    internal override void Print(StringBuilder text)
    {
        if (Reason == ReasonAction && ControllerId == 0 && Userdata.IsEmpty && !Pause)
        {
            text.Append("CONTROLLER:").Append(MaxLength);
            return;
        }
        text.Append("controller(");
        if (Reason != ReasonAction)
            text.Append("reason=").Append(ReasonName).Append(',');
        if (MaxLength != Output.WholePacket)
            text.Append("max_len=").Append(MaxLength).Append(',');
        if (ControllerId != 0)
            text.Append("id=").Append(ControllerId).Append(',');
        if (!Userdata.IsEmpty)
            text.Append("userdata=").AppendJoin('.', Userdata.Select(octet => octet.ToString("x2"))).Append(',');
        if (Pause)
            text.Append("pause,");
        text.Close();
    }

    private string ReasonName => Reason switch
    {
        0 => "no_match",
        1 => "action",
        2 => "invalid_ttl",
        3 => "action_set",
        4 => "group",
        5 => "packet_out",
        _ => Reason.ToString(),
    };

    private enum Property : ushort
    {
        MaxLength = 0,
        ControllerId = 1,
        Reason = 2,
        Userdata = 3,
        Pause = 4,
    }
}
