using System.Globalization;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>Marks the flows that are ours and leads back from a flow to the API object that caused it.</summary>
/// <remarks>
/// The upper 16 bits are <c>0x4e41</c> ("NA"); the lower 48 are the first 48 bits of the object's UUID, or zero for what the
/// pipeline itself needs. So a cookie is found in the API by the first twelve digits of an id.
/// </remarks>
public static class FlowCookie
{
    public const ulong Mask = 0xffff_0000_0000_0000;
    public const ulong Ours = 0x4e41_0000_0000_0000;

    private const int Digits = 12;

    public static ulong Of(string? id)
    {
        if (id is null)
            return Ours;
        Span<char> digits = stackalloc char[Digits];
        var count = 0;
        foreach (var character in id)
        {
            if (!char.IsAsciiHexDigit(character))
                continue;
            digits[count++] = character;
            if (count == Digits)
                break;
        }
        return count < Digits ? Ours : Ours | ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    public static bool IsOurs(ulong cookie) => (cookie & Mask) == Ours;
}
