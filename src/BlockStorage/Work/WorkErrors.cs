namespace Naru.BlockStorage.Work;

/// <summary>The types of failures that users are told in words of their own.</summary>
internal static class WorkErrors
{
    public const string DiskFull = "DiskFull";
}
