using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Route;

namespace Naru.Protocols.Netlink.Specs.Namespaces;

public sealed class NetworkNamespaceSpecs
{
    [Fact]
    public void A_named_namespace_is_one_of_iproute2()
    {
        using var here = new TestNamespace();
        Assert.Contains(here.Name, NetworkNamespace.List());
        Assert.Contains(here.Name, Tool.Run("ip", "netns", "list"), StringComparison.Ordinal);
        Assert.Contains("lo", Tool.Run("ip", "netns", "exec", here.Name, "ip", "link"), StringComparison.Ordinal);
        Assert.Equal("EEXIST", NetworkNamespace.Create(here.Name).Error!.Type);
        using var again = NetworkNamespace.Ensure(here.Name).Unwrap();
        Assert.Equal(here.Space.Identity, again.Identity);
    }

    [Fact]
    public void The_directory_of_names_is_shared_so_that_deleting_reaches_every_mount_namespace()
    {
        using var here = new TestNamespace();
        var mount = File.ReadLines("/proc/self/mountinfo").First(line => line.Split(' ')[4] == "/run/netns");
        Assert.Contains(" shared:", mount, StringComparison.Ordinal);
    }

    [Fact]
    public void Deleting_is_idempotent_and_works_after_ip_made_it()
    {
        var name = $"nl-specs-{Environment.ProcessId}-ip";
        Tool.Run("ip", "netns", "add", name);
        NetworkNamespace.Delete(name).Unwrap();
        NetworkNamespace.Delete(name).Unwrap();
        Assert.False(NetworkNamespace.Exists(name));
        Assert.Equal("ENOENT", NetworkNamespace.Open(name).Error!.Type);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    public void A_name_that_is_no_file_name_is_refused(string name)
    {
        Assert.Equal("EINVAL", NetworkNamespace.Create(name).Error!.Type);
        Assert.Equal("EINVAL", NetworkNamespace.Open(name).Error!.Type);
        Assert.Equal("EINVAL", NetworkNamespace.Delete(name).Error!.Type);
    }

    [Fact]
    public void A_function_runs_inside_and_the_caller_stays_outside()
    {
        using var here = new TestNamespace();
        using var outside = NetworkNamespace.Current().Unwrap();
        Assert.NotEqual(outside.Identity, here.Space.Identity);
        var inside = here.Space.Run(() => NetworkNamespace.Current()).Unwrap();
        Assert.Equal(here.Space.Identity, inside.Identity);
        inside.Dispose();
        using var after = NetworkNamespace.Current().Unwrap();
        Assert.Equal(outside.Identity, after.Identity);
    }

    [Fact]
    public void What_a_function_throws_is_thrown_to_the_caller_and_what_it_refuses_is_returned()
    {
        using var here = new TestNamespace();
        Assert.Throws<DeliberateException>(() => here.Space.Run<int>(() => throw new DeliberateException()));
        Assert.Equal("X", here.Space.Run<int>(() => Error.NotFound("X", "x")).Error!.Type);
    }

    [Fact]
    public void A_process_and_a_path_lead_to_the_same_namespace()
    {
        using var process = NetworkNamespace.OfProcess(Environment.ProcessId).Unwrap();
        using var path = NetworkNamespace.AtPath("/proc/self/ns/net").Unwrap();
        Assert.Equal(path.Identity, process.Identity);
    }

    [Fact]
    public void A_socket_opened_inside_stays_inside()
    {
        using var here = new TestNamespace();
        here.Route.Links.Create(new BridgeLink("only-here")).Unwrap();
        using var outside = RouteSocket.Open().Unwrap();
        Assert.True(here.Route.Links.Get("only-here").Succeeded);
        Assert.Equal("ENODEV", outside.Links.Get("only-here").Error!.Type);
    }

    [Fact]
    public async Task A_namespace_that_is_deleted_takes_its_links_with_it()
    {
        using var here = new TestNamespace();
        using var monitor = RouteMonitor.Open(here.Space, RouteTopics.Links).Unwrap();
        using var limit = new CancellationTokenSource(TestNamespace.Patience);
        var there = new TestNamespace();
        here.Route.Links.Create(new VethPair("left", "right") { PeerNamespace = there.Space }).Unwrap();
        there.Dispose();

        // It only goes when no thread and no descriptor of ours keeps the namespace alive.
        await foreach (var change in monitor.WatchAsync(limit.Token))
        {
            if (change is RouteEvent.OfLink { Change: RouteChange.Gone, Link.Name: "left" })
                return;
        }
    }

    [Fact]
    public async Task No_thread_of_the_pool_is_ever_left_inside()
    {
        using var here = new TestNamespace();
        using var outside = NetworkNamespace.Current().Unwrap();
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), async (_, _) =>
        {
            Assert.Equal(here.Space.Identity, Inside(here.Space));
            await Task.Yield();
            using var current = NetworkNamespace.Current().Unwrap();
            Assert.Equal(outside.Identity, current.Identity);
        });

        static ulong Inside(NetworkNamespace space) => space.Run(() =>
        {
            using var current = NetworkNamespace.Current().Unwrap();
            return current.Identity;
        }).Unwrap();
    }

    private sealed class DeliberateException : Exception;
}
