namespace Naru.Compute.Requests;

/// <summary>Microversions by their minor number, both ends included: version 2.N of the API is N.</summary>
internal readonly record struct VersionRange(int First, int Last)
{
    /// <summary>The oldest and the newest that this API speaks.</summary>
    public const int Oldest = 1;
    public const int Newest = 96;

    public static readonly VersionRange All = new(Oldest, Newest);

    public static VersionRange Since(int first) => new(first, Newest);

    public static VersionRange Until(int last) => new(Oldest, last);

    public bool Contains(int version) => version >= First && version <= Last;
}
