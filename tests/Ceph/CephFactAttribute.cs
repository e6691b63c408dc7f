namespace Naru.Ceph.Specs;

/// <summary>A test with a Ceph of its own.</summary>
public sealed class CephFactAttribute : FactAttribute
{
    public CephFactAttribute(params string[] programs) =>
        Skip = ((string[])["ceph-mon", "ceph-osd", "ceph", .. programs]).FirstOrDefault(program => !File.Exists($"/usr/bin/{program}")) is { } missing ? $"needs {missing}" : null;
}
