namespace Naru.BlockStorage.Specs;

/// <summary>A test with a server of NBD.</summary>
public sealed class NbdFactAttribute : FactAttribute
{
    public NbdFactAttribute() => Skip = File.Exists("/usr/bin/nbdkit") ? null : "needs nbdkit";
}
