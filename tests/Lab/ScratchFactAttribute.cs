namespace Naru.Lab.Specs;

/// <summary>A test on a scratch host that needs a program of the distribution; without it, it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ScratchFactAttribute : FactAttribute
{
    public ScratchFactAttribute(string program, string package)
    {
        Skip = CloudFixture.WhyNot
            ?? (new[] { "/usr/bin", "/usr/sbin", "/lib/systemd" }.Any(folder => File.Exists($"{folder}/{program}")) ? null : $"'{program}' is not there: apt-get install {package}.");
    }
}
