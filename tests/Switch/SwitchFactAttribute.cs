namespace Naru.Switch.Specs;

/// <summary>A fact that needs <see cref="PrivateSwitch"/>; skipped, with the reason, where there can be none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SwitchFactAttribute : FactAttribute
{
    public SwitchFactAttribute() => Skip = PrivateSwitch.WhyUnavailable();
}
