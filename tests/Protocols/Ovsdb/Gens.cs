using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Specs;

/// <summary>Arbitrary values of the database.</summary>
internal static class Gens
{
    public static readonly Gen<string> Text = Gen.Char[' ', '\u2fff'].Array[0, 6].Select(letters => new string(letters));

    // A small choice, so that sets and maps meet each other's elements.
    public static readonly Gen<Atom> SmallAtom = Gen.Int[0, 5].Select(number => Atom.String($"k{number}"));

    public static readonly Gen<Atom> AnyAtom = Gen.OneOf(
        Text.Select(Atom.String),
        Gen.Long.Select(Atom.Integer),
        Gen.Double.Where(double.IsFinite).Select(Atom.Real),
        Gen.Bool.Select(Atom.Boolean),
        Gen.Guid.Select(Atom.Uuid),
        Gen.Int[0, 99].Select(number => Atom.NamedUuid($"row{number}")));

    public static readonly Gen<OvsdbValue> Value = Gen.OneOf(
        AnyAtom.Select(atom => (OvsdbValue)atom),
        AnyAtom.Array[0, 5].Select(OvsdbValue.Set),
        Gen.Select(AnyAtom, AnyAtom, KeyValuePair.Create).Array[0, 5].Select(OvsdbValue.Map));

    public static readonly Gen<OvsdbValue> SmallSet = SmallAtom.Array[0, 5].Select(OvsdbValue.Set);

    public static readonly Gen<OvsdbValue> SmallMap =
        Gen.Select(SmallAtom, SmallAtom, KeyValuePair.Create).Array[0, 5].Select(OvsdbValue.Map);
}
