namespace Naru.Protocols.Ovsdb.Transactions;

/// <summary>How a condition compares a column with its argument (RFC 7047 §5.1, <c>&lt;function&gt;</c>).</summary>
public enum ConditionFunction
{
    Equal,
    NotEqual,
    LessThan,
    LessThanOrEqual,
    GreaterThanOrEqual,
    GreaterThan,
    Includes,
    Excludes,
}
