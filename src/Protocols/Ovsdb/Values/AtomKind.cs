namespace Naru.Protocols.Ovsdb.Values;

/// <summary>What an <see cref="Atom"/> holds (RFC 7047 §5.1).</summary>
public enum AtomKind : byte
{
    String,
    Integer,
    Real,
    Boolean,
    Uuid,

    /// <summary>The <c>uuid-name</c> of a row that an earlier operation of the same transaction inserts.</summary>
    NamedUuid,
}
