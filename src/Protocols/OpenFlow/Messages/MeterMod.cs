using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>Adds, changes or deletes a meter.</summary>
public sealed record MeterMod(ModCommand Command, Meter Meter) : OpenFlowMessage
{
    public static MeterMod Add(Meter meter) => new(ModCommand.Add, meter);

    public static MeterMod Modify(Meter meter) => new(ModCommand.Modify, meter);

    /// <summary>Deletes a meter and the flows that use it; <see cref="Meter.All"/> deletes all.</summary>
    public static MeterMod Delete(uint id) => new(ModCommand.Delete, new Meter(id, MeterFlags.None, []));

    internal override MessageType Type => MessageType.MeterMod;

    internal override void WriteBody(WireWriter wire)
    {
        wire.U16((ushort)Command);
        Meter.WriteBody(wire);
    }

    internal static MeterMod? Read(ref WireReader body)
    {
        var command = (ModCommand)body.U16();
        return Meter.ReadBody(ref body) is { } meter ? new MeterMod(command, meter) : null;
    }
}
