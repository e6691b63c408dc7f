using System.Numerics;

namespace Naru.Protocols.OpenFlow;

/// <summary>A range of ports as the fewest values and masks that together match it and nothing else.</summary>
public static class PortMasks
{
    public static IReadOnlyList<PortMask> Cover(ushort min, ushort max)
    {
        if (min > max)
        {
            throw new ArgumentOutOfRangeException(
                nameof(max), $"The port range {min} to {max} is empty: the first must not exceed the last.");
        }
        var masks = new List<PortMask>();
        for (var first = (uint)min; first <= max;)
        {
            // The largest block that starts here, is aligned, and does not go beyond the end.
            var aligned = first == 0 ? 0x1_0000u : first & (~first + 1);
            var fitting = 1u << BitOperations.Log2(max - first + 1);
            var size = Math.Min(aligned, fitting);
            masks.Add(new PortMask((ushort)first, (ushort)~(size - 1)));
            first += size;
        }
        return masks;
    }
}
