namespace Naru.Walk.Filtering;

/// <summary>What a rule or chain says of a packet.</summary>
internal enum NftVerdict
{
    /// <summary>Nothing: the next rule.</summary>
    Continue,

    /// <summary>Back to the chain that jumped here.</summary>
    Return,
    Accept,
    Drop,
}
