namespace Naru.Lab.Specs;

/// <summary>A theory about the whole program; without one it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CloudTheoryAttribute : TheoryAttribute
{
    public CloudTheoryAttribute() => Skip = CloudFixture.WhyNot;
}
