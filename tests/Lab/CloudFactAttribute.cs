namespace Naru.Lab.Specs;

/// <summary>A test of the whole program; without one it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CloudFactAttribute : FactAttribute
{
    public CloudFactAttribute() => Skip = CloudFixture.WhyNot;
}
