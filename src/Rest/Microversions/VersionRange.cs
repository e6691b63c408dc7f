namespace Naru.Rest.Microversions;

/// <summary>From which minor version on something is there, and up to which.</summary>
public readonly record struct VersionRange(int Since = 0, int Until = VersionRange.Open)
{
    /// <summary>The end of what is still there in the newest version.</summary>
    public const int Open = int.MaxValue;

    public static readonly VersionRange Always = new(0);

    public bool Has(Microversion version) => Has(version.Minor);

    public bool Has(int minor) => minor >= Since && minor <= Until;
}
