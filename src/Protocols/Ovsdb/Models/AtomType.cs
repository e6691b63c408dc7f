using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Models;

/// <summary>How an atomic type of the database appears in C#.</summary>
public sealed record AtomType<T>(Func<Atom, T> Read, Func<T, Atom> Write);

/// <summary>The atomic types of RFC 7047 §3.1.</summary>
public static class AtomType
{
    public static readonly AtomType<string> Text = new(atom => atom.AsString, Atom.String);
    public static readonly AtomType<long> Integer = new(atom => atom.AsInteger, Atom.Integer);
    public static readonly AtomType<double> Real = new(atom => atom.AsReal, Atom.Real);
    public static readonly AtomType<bool> Boolean = new(atom => atom.AsBoolean, Atom.Boolean);
    public static readonly AtomType<Guid> Uuid = new(atom => atom.AsUuid, Atom.Uuid);
}
