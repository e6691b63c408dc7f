namespace Naru.Ovn.Specs;

/// <summary>A test that runs OVN's programs; skipped where they are not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OvnFactAttribute : FactAttribute
{
    public OvnFactAttribute()
    {
        if (!NorthboundServer.IsInstalled)
            Skip = "OVN is not installed: its package is ovn-central.";
    }
}
