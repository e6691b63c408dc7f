using System.Runtime.CompilerServices;
using Naru.Identity.Assignments;
using Naru.Identity.Projects;
using Naru.Identity.Users;
using Naru.Network.FloatingIps;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.SecurityGroups;

namespace Naru.Seed;

public sealed class DeclaredStateSpecs
{
    [Fact]
    public async Task The_example_of_the_documentation_becomes_active()
    {
        await using var server = await SeededServer.CreateAsync();
        (await server.SeedFileAsync(Example())).Unwrap();
        await server.StartAsync();

        var state = server.Store.Current;
        var shop = state.FindProjectByName("default", "shop")!;
        var alice = state.FindUserByName("default", "alice")!;
        Assert.Equal(shop.Id, Assert.Single(AssignmentTable.ByActor.Of(state, alice.Id)).TargetId);
        var www = Assert.Single(state.In(PortTable.Table).All, port => port.Name == "www1");
        Assert.Equal((shop.Id, PortStatus.Active, "192.168.50.10"), (www.ProjectId, www.Status, www.FixedIps[0].Address.ToString()));
        Assert.Equal("web", state.In(SecurityGroupTable.Table).Find(Assert.Single(www.SecurityGroupIds.Items))!.Name);
        Assert.Equal(www.Id, Assert.Single(FloatingIpTable.ByPort.Of(state, www.Id)).PortId);
        Assert.All(state.In(FloatingIpTable.Table).All, floating => Assert.Equal("ACTIVE", floating.Status));
        Assert.All(state.In(RouterTable.Table).All, router => Assert.Equal(("ACTIVE", "network"), (router.Status, router.Host)));
        Assert.All(state.In(PortTable.Table).All.Where(port => port.Binding.Host.Length > 0), port => Assert.Equal(PortStatus.Active, port.Status));
    }

    [Fact]
    public async Task JSON_is_a_seed_too()
    {
        await using var server = await SeededServer.CreateAsync();
        Assert.Equal(2, (await server.SeedAsync("""
            {
              "networks": [
                {"name": "n", "subnets": [{"ip_version": 4, "cidr": "10.0.0.0/24"}]}
              ]
            }
            """)).Unwrap());
    }

    [Theory]
    [InlineData("networks:\n  - name: a\nports:\n  - name: p\n    network: b\n", "cloud.yaml:5: port 'p': there is no network 'b'")]
    [InlineData("networks:\n  - name: a\n    mtu: 12\n    colour: red\n", "cloud.yaml:2: network 'a': Unrecognized attribute(s) 'colour'")]
    [InlineData("networks:\n  - name: a\n    subnets:\n      - {name: s, ip_version: 4, cidr: 10.0.0.0/33}\n", "cloud.yaml:4: network 'a': subnet 's': Invalid input for cidr")]
    [InlineData("bridges:\n  - name: a\n", "cloud.yaml:2: 'bridges' is no collection of the APIs: expected one of networks, subnets")]
    [InlineData("networks: [a\n", "cloud.yaml:2: this is neither YAML nor JSON")]
    [InlineData("users:\n  - name: u\n    roles:\n      - {role: member}\n", "cloud.yaml:4: user 'u': roles: expected a role and what it is given on")]
    public async Task What_is_wrong_is_named_by_line_and_object_and_nothing_is_made(string seed, string message)
    {
        await using var server = await SeededServer.CreateAsync();
        var before = server.Store.Current;
        var error = (await server.SeedAsync(seed)).Error!;
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Same(before, server.Store.Current);
    }

    [Fact]
    public async Task A_state_is_declared_once()
    {
        await using var server = await SeededServer.CreateAsync();
        const string Seed = "networks:\n  - name: a\n";
        Assert.Equal(1, (await server.SeedAsync(Seed)).Unwrap());
        Assert.Equal(0, (await server.SeedAsync(Seed)).Unwrap());
        Assert.Single(server.Store.Current.In(NetworkTable.Table).All);
    }

    private static string Example([CallerFilePath] string test = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(test)!, "../../docs/examples/shop.yaml"));
}
