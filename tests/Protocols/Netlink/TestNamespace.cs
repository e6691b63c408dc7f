using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Route;

namespace Naru.Protocols.Netlink.Specs;

/// <summary>A namespace with a name of its own and a socket in it; gone when disposed of.</summary>
internal sealed class TestNamespace : IDisposable
{
    /// <summary>After which a test that waits for the kernel has failed; no measure of anything.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static int s_number;

    public TestNamespace()
    {
        Name = $"nl-specs-{Environment.ProcessId}-{Interlocked.Increment(ref s_number)}";
        Space = NetworkNamespace.Create(Name).Unwrap();
        Route = RouteSocket.Open(Space).Unwrap();
    }

    public string Name { get; }

    public NetworkNamespace Space { get; }

    public RouteSocket Route { get; }

    public void Dispose()
    {
        Route.Dispose();
        Space.Dispose();
        NetworkNamespace.Delete(Name).Unwrap();
    }
}
