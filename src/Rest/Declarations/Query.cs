namespace Naru.Rest.Declarations;

/// <summary>How a field can be used in a list request.</summary>
[Flags]
public enum Query
{
    None = 0,
    Filter = 1,
    Sort = 2,
    FilterSort = Filter | Sort,
}
