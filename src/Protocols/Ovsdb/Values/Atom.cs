using System.Globalization;
using System.Text.Json;

namespace Naru.Protocols.Ovsdb.Values;

/// <summary>A single value of a column: <c>&lt;atom&gt;</c> of RFC 7047 §5.1.</summary>
/// <remarks>
/// The default value is the empty string. Atoms order by kind and then by value, so that sets print and compare the same
/// way wherever they came from. Reading an atom as something that it is not gives that type's zero: a peer with a newer
/// schema is not a reason to stop.
/// </remarks>
public readonly record struct Atom : IComparable<Atom>
{
    private readonly long _bits;
    private readonly string? _text;
    private readonly Guid _uuid;

    private Atom(AtomKind kind, long bits, string? text, Guid uuid) => (Kind, _bits, _text, _uuid) = (kind, bits, text, uuid);

    public AtomKind Kind { get; }

    public string AsString => Kind is AtomKind.String or AtomKind.NamedUuid ? _text ?? "" : "";

    public long AsInteger => Kind is AtomKind.Integer ? _bits : 0;

    /// <summary>A real, or an integer: JSON does not tell <c>2</c> from <c>2.0</c>.</summary>
    public double AsReal => Kind switch
    {
        AtomKind.Real => BitConverter.Int64BitsToDouble(_bits),
        AtomKind.Integer => _bits,
        _ => 0,
    };

    public bool AsBoolean => Kind is AtomKind.Boolean && _bits != 0;

    public Guid AsUuid => Kind is AtomKind.Uuid ? _uuid : Guid.Empty;

    // The empty string is stored as null, so that Atom.String("") equals the default value.
    public static Atom String(string value) => new(AtomKind.String, 0, value.Length == 0 ? null : value, default);

    public static Atom Integer(long value) => new(AtomKind.Integer, value, null, default);

    /// <exception cref="ArgumentOutOfRangeException">The value is infinite or not a number, which JSON cannot say.</exception>
    public static Atom Real(double value) => double.IsFinite(value)
        ? new(AtomKind.Real, BitConverter.DoubleToInt64Bits(value + 0.0), null, default)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "OVSDB reals are finite.");

    public static Atom Boolean(bool value) => new(AtomKind.Boolean, value ? 1 : 0, null, default);

    public static Atom Uuid(Guid value) => new(AtomKind.Uuid, 0, null, value);

    public static Atom NamedUuid(string name) => new(AtomKind.NamedUuid, 0, name, default);

    public static implicit operator Atom(string value) => String(value);

    public static implicit operator Atom(long value) => Integer(value);

    public static implicit operator Atom(double value) => Real(value);

    public static implicit operator Atom(bool value) => Boolean(value);

    public static implicit operator Atom(Guid value) => Uuid(value);

    public int CompareTo(Atom other) => Kind != other.Kind
        ? Kind.CompareTo(other.Kind)
        : Kind switch
        {
            AtomKind.Uuid => _uuid.CompareTo(other._uuid),
            AtomKind.Real => AsReal.CompareTo(other.AsReal),
            AtomKind.String or AtomKind.NamedUuid => string.CompareOrdinal(AsString, other.AsString),
            _ => _bits.CompareTo(other._bits),
        };

    public static bool operator <(Atom left, Atom right) => left.CompareTo(right) < 0;

    public static bool operator >(Atom left, Atom right) => left.CompareTo(right) > 0;

    public static bool operator <=(Atom left, Atom right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Atom left, Atom right) => left.CompareTo(right) >= 0;

    public override string ToString() => Kind switch
    {
        AtomKind.Integer => _bits.ToString(CultureInfo.InvariantCulture),
        AtomKind.Real => RealText(AsReal),
        AtomKind.Boolean => AsBoolean ? "true" : "false",
        AtomKind.Uuid => _uuid.ToString(),
        _ => AsString,
    };

    internal void Write(Utf8JsonWriter writer)
    {
        switch (Kind)
        {
            case AtomKind.Integer:
                writer.WriteNumberValue(_bits);
                break;
            case AtomKind.Real:
                writer.WriteRawValue(RealText(AsReal));
                break;
            case AtomKind.Boolean:
                writer.WriteBooleanValue(AsBoolean);
                break;
            case AtomKind.Uuid:
                WriteTagged(writer, "uuid", _uuid.ToString());
                break;
            case AtomKind.NamedUuid:
                WriteTagged(writer, "named-uuid", AsString);
                break;
            default:
                writer.WriteStringValue(AsString);
                break;
        }
    }

    internal static bool TryRead(JsonElement json, out Atom atom)
    {
        atom = default;
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                return TryReadText(json, out var text) && Accept(String(text), out atom);
            case JsonValueKind.True or JsonValueKind.False:
                return Accept(Boolean(json.GetBoolean()), out atom);
            case JsonValueKind.Number:
                if (json.TryGetInt64(out var integer))
                    return Accept(Integer(integer), out atom);
                return json.TryGetDouble(out var real) && double.IsFinite(real) && Accept(Real(real), out atom);
            case JsonValueKind.Array when json.GetArrayLength() == 2 && TryReadText(json[0], out var tag) && TryReadText(json[1], out var name):
                return tag switch
                {
                    "uuid" => Guid.TryParseExact(name, "D", out var uuid) && Accept(Uuid(uuid), out atom),
                    "named-uuid" => Accept(NamedUuid(name), out atom),
                    _ => false,
                };
            default:
                return false;
        }
    }

    /// <summary>A JSON string may hold half a surrogate pair, which no .NET string can; such a string is refused.</summary>
    internal static bool TryReadText(JsonElement json, out string text)
    {
        text = "";
        if (json.ValueKind is not JsonValueKind.String)
            return false;
        try
        {
            text = json.GetString() ?? "";
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool Accept(Atom value, out Atom atom)
    {
        atom = value;
        return true;
    }

    private static void WriteTagged(Utf8JsonWriter writer, string tag, string value)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(tag);
        writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    // A whole number keeps its ".0", so that what was written as a real is read as one.
    private static string RealText(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }
}
