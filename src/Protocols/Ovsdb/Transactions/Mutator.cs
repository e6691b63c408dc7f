namespace Naru.Protocols.Ovsdb.Transactions;

/// <summary>What a mutation does to a column (RFC 7047 §5.1, <c>&lt;mutator&gt;</c>).</summary>
public enum Mutator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,

    /// <summary>Adds elements to a set, or pairs to a map; a key that is there keeps its old value.</summary>
    Insert,

    /// <summary>Removes elements from a set, or from a map: by a set of keys, or by pairs that must match in full.</summary>
    Delete,
}
