namespace Naru.Protocols.OpenFlow;

/// <summary>Transport ports that one condition can match: those that have the value in the bits of the mask.</summary>
public readonly record struct PortMask(ushort Value, ushort Mask)
{
    public static implicit operator PortMask(ushort port) => new(port, 0xffff);

    /// <summary><c>0x60/0xffe0</c>, or the number of a single port.</summary>
    public override string ToString() => Mask == 0xffff ? $"{Value}" : $"0x{Value:x}/0x{Mask:x}";
}
