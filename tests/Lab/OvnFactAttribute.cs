namespace Naru.Lab.Specs;

/// <summary>A test of the whole program in OVN mode; without OVN it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OvnFactAttribute : FactAttribute
{
    public OvnFactAttribute() => Skip = OvnFixture.WhyNot;
}
