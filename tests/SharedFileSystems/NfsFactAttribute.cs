namespace Naru.SharedFileSystems.Specs;

/// <summary>A test with a real NFS server, loop devices and clients.</summary>
public sealed class NfsFactAttribute : FactAttribute
{
    public NfsFactAttribute() => Skip = NfsNetwork.Obstacle;
}
