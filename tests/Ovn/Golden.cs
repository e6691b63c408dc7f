using System.Runtime.CompilerServices;

namespace Naru.Ovn.Specs;

internal static class Golden
{
    /// <summary>Holds a text against the file <c>Golden/NAME.rows</c>; rewrites the file when UPDATE_GOLDEN is 1.</summary>
    public static void Match(string actual, [CallerFilePath] string test = "", [CallerMemberName] string name = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(test)!, "Golden", $"{name}.rows");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
            File.WriteAllText(file, actual);
        Assert.Equal(File.ReadAllText(file), actual);
    }
}
