namespace Naru.Agent.Specs.Instances;

/// <summary>A test with real light instances; skipped where these cannot be.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LightFactAttribute : FactAttribute
{
    public LightFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess)
            Skip = "needs root, to make namespaces";
        else if (!File.Exists(LightHost.TinyImage))
            Skip = $"needs {LightHost.TinyImage}, which './naru lab image' makes";
    }
}
