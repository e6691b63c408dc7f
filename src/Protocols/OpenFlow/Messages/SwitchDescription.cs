using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>Who made the switch.</summary>
public sealed record SwitchDescription(string Manufacturer, string Hardware, string Software, string SerialNumber, string Datapath)
    : IMultipartPart<SwitchDescription>
{
    private const int LongText = 256;
    private const int SerialText = 32;

    void IMultipartPart<SwitchDescription>.Write(WireWriter wire)
    {
        wire.Text(Manufacturer, LongText);
        wire.Text(Hardware, LongText);
        wire.Text(Software, LongText);
        wire.Text(SerialNumber, SerialText);
        wire.Text(Datapath, LongText);
    }

    static SwitchDescription IMultipartPart<SwitchDescription>.Read(ref WireReader wire) =>
        new(wire.Text(LongText), wire.Text(LongText), wire.Text(LongText), wire.Text(SerialText), wire.Text(LongText));
}
