namespace Naru.Ovn.Rows;

/// <summary>What is translated as one piece: the rows of one object of the API.</summary>
public readonly record struct Unit(UnitKind Kind, string Id) : IComparable<Unit>
{
    /// <summary>What is there whatever the cloud holds.</summary>
    public static readonly Unit Always = new(UnitKind.Always, "");

    public int CompareTo(Unit other) => Kind != other.Kind ? Kind.CompareTo(other.Kind) : string.CompareOrdinal(Id, other.Id);

    public static bool operator <(Unit left, Unit right) => left.CompareTo(right) < 0;

    public static bool operator >(Unit left, Unit right) => left.CompareTo(right) > 0;

    public static bool operator <=(Unit left, Unit right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Unit left, Unit right) => left.CompareTo(right) >= 0;
}
