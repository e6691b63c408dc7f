namespace Naru.Agent.Specs;

/// <summary>A test with a real client in real namespaces; skipped where these cannot be.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClientFactAttribute : FactAttribute
{
    public ClientFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess)
            Skip = "needs root, to make network namespaces";
        else if (!File.Exists("/usr/bin/busybox") && !File.Exists("/bin/busybox"))
            Skip = "needs busybox";
    }
}
