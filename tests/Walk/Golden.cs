using System.Runtime.CompilerServices;

namespace Naru.Walk.Specs;

/// <summary>Files beside a test that hold what a user would see. UPDATE_GOLDEN=1 rewrites them.</summary>
internal static class Golden
{
    public static void Match(string actual, [CallerFilePath] string test = "", [CallerMemberName] string name = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(test) ?? "", "Golden", $"{name}.walk");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file) ?? "");
            File.WriteAllText(file, actual);
        }
        Assert.Equal(File.ReadAllText(file), actual);
    }
}
