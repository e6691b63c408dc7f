using System.Text;
using Naru.Protocols.OpenFlow.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>One part of the flow that a <see cref="Learn"/> makes: a condition, a load, or an output.</summary>
/// <remarks>Built by the methods below; the value comes from a field of the packet or is a number.</remarks>
public sealed record LearnSpec
{
    private const int FromNumber = 1 << 13;
    private const int ToMatch = 0 << 11;
    private const int ToLoad = 1 << 11;
    private const int ToOutput = 2 << 11;
    private const int BitsMask = 0x3ff;

    private readonly int _target;

    private LearnSpec(int target, Subfield? source, UInt128 value, Subfield? destination) =>
        (_target, Source, Value, Destination) = (target, source, value, destination);

    public LearnSpecKind Kind => _target switch
    {
        ToMatch => LearnSpecKind.Match,
        ToLoad => LearnSpecKind.Load,
        _ => LearnSpecKind.Output,
    };

    /// <summary>The field of the packet that the value comes from; null if it is <see cref="Value"/>.</summary>
    public Subfield? Source { get; }

    public UInt128 Value { get; }

    /// <summary>The field that is matched or loaded; null for an output.</summary>
    public Subfield? Destination { get; }

    /// <summary>The flow matches packets that have the same bits as this one: <c>NXM_OF_VLAN_TCI[0..11]</c>.</summary>
    public static LearnSpec Match(Subfield same) => new(ToMatch, same, 0, same);

    /// <summary>The flow matches packets that have in one field what this one has in another.</summary>
    public static LearnSpec Match(Subfield destination, Subfield source) => new(ToMatch, source, 0, destination);

    public static LearnSpec Match(Subfield destination, UInt128 value) => new(ToMatch, null, value, destination);

    public static LearnSpec Load(Subfield destination, Subfield source) => new(ToLoad, source, 0, destination);

    public static LearnSpec Load(Subfield destination, UInt128 value) => new(ToLoad, null, value, destination);

    /// <summary>The flow sends out of the port whose number is now in a field.</summary>
    public static LearnSpec Output(Subfield source) => new(ToOutput, source, 0, null);

    private int Bits => (Destination ?? Source.GetValueOrDefault()).Bits;

    /// <summary>Header (16 bits), source (field and offset, or a number in whole 16-bit words), destination (field and offset).</summary>
    internal void Write(WireWriter wire)
    {
        wire.U16((ushort)((Source is null ? FromNumber : 0) | _target | Bits));
        if (Source is { } source)
            WriteField(wire, source);
        else
            wire.Number(Value, NumberBytes(Bits));
        if (Destination is { } destination)
            WriteField(wire, destination);
    }

    /// <summary>Reads what follows a header that is not zero.</summary>
    internal static LearnSpec? Read(ref WireReader wire, ushort header)
    {
        var bits = header & BitsMask;
        var target = header & (3 << 11);
        if (header >> 14 != 0 || target > ToOutput || bits is 0 or > 128)
            return null;
        Subfield? source = null;
        UInt128 value = 0;
        if ((header & FromNumber) != 0)
            value = wire.Number(NumberBytes(bits));
        else if (ReadField(ref wire, bits) is { } field)
            source = field;
        else
            return null;
        if (target == ToOutput)
            return source is null ? null : new LearnSpec(target, source, 0, null);
        return ReadField(ref wire, bits) is { } destination ? new LearnSpec(target, source, value, destination) : null;
    }

    private static int NumberBytes(int bits) => (bits + 15) / 16 * 2;

    private static void WriteField(WireWriter wire, Subfield subfield)
    {
        subfield.Field.WriteActionHeader(wire);
        wire.U16((ushort)subfield.Offset);
    }

    private static Subfield? ReadField(ref WireReader wire, int bits)
    {
        if (OxmField.ReadHeader(ref wire) is not { } field)
            return null;
        var subfield = new Subfield(field, wire.U16(), bits);
        return subfield.IsValid ? subfield : default(Subfield?);
    }

    internal void Print(StringBuilder text)
    {
        switch (_target)
        {
            case ToOutput:
                text.Append("output:").Append(Source);
                break;
            case ToLoad:
                text.Append("load:").Append(Source is { } field ? field.ToString() : FieldText.Hex(Value)).Append("->").Append(Destination);
                break;
            default:
                PrintMatch(text, Destination.GetValueOrDefault());
                break;
        }
    }

    private void PrintMatch(StringBuilder text, Subfield destination)
    {
        if (Source is { } source)
            text.Append(destination).Append(source == destination ? "" : $"={source}");
        else if (destination == destination.Field.All)
            text.Append(destination.Field.Name).Append('=').Append(FieldText.Value(destination.Field, Value, destination.Field.FullMask));
        else
            text.Append(destination).Append('=').Append(FieldText.Hex(Value));
    }
}
