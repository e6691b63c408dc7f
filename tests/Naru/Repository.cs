using System.Runtime.CompilerServices;

namespace Naru;

/// <summary>Where the sources are that the tests were built from.</summary>
internal static class Repository
{
    public static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../.."));

    private static string Here([CallerFilePath] string file = "") => file;
}
