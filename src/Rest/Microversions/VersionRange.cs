namespace Naru.Rest.Microversions;

/// <summary>From which minor version on something is there, and up to which; an open end has no bound.</summary>
public readonly record struct VersionRange(int Since = 0, int Until = int.MaxValue)
{
    public static readonly VersionRange Always = new(0);

    public bool Has(Microversion version) => version.Minor >= Since && version.Minor <= Until;
}
