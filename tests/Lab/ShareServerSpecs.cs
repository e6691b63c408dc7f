using System.Text.Json.Nodes;
using Naru.Lab.Cloud;
using Naru.Lab.Instances;
using Naru.Lab.Processes;
using Naru.Lab.Topology;

namespace Naru.Lab.Specs;

/// <summary>Shares in the network of a project, on a share server that is there and nowhere else.</summary>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class ShareServerSpecs : IAsyncLifetime
{
    private const string Name = "share-server-specs";
    private const string Other = Name + "-other";
    private const string Apart = Name + "-apart";
    private const string Types = "/share/v2/types";
    private const string Networks = "/share/v2/share-networks";
    private const string Servers = "/share/v2/share-servers";
    private const string NfsServer = "ganesha.nfsd";

    private static readonly InstanceRequest First = new("inside", "compute-1") { Network = CourseTopology.Internal.Name };
    private static readonly InstanceRequest Second = new("beside", "compute-2") { Network = CourseTopology.Internal.Name };

    // With the very address that the others have their share from.
    private static readonly InstanceRequest Stranger = new("apart", "compute-1") { Network = Apart };

    private CloudClient _cloud = null!;
    private CloudShares _shares = null!;
    private LabInstances _instances = null!;
    private string _type = "";
    private string _network = "";

    public async Task InitializeAsync()
    {
        if (CloudFixture.Program is null)
            return;
        _cloud = await CloudFixture.SignInAsync();
        _shares = new CloudShares(_cloud);
        _instances = new LabInstances(CloudFixture.Directory, _cloud);
        var specs = new JsonObject { ["driver_handles_share_servers"] = "True", ["snapshot_support"] = "True" };
        _type = await MakeAsync(Types, "volume_type", new JsonObject { ["name"] = Name, ["extra_specs"] = specs });
        var network = (await _cloud.FindAsync(CloudResources.Networks, CourseTopology.Internal.Name, default)).Unwrap();
        var subnet = (await _cloud.ListAsync(CloudResources.Subnets, $"network_id={network.Id}&ip_version=4", default)).Unwrap().Single();
        _network = await MakeAsync(Networks, "share_network", new JsonObject { ["name"] = Name, ["neutron_net_id"] = network.Id, ["neutron_subnet_id"] = subnet.Id });
        var apart = (await _cloud.CreateAsync(CloudResources.Networks, new JsonObject { ["name"] = Apart }, default)).Unwrap();
        (await _cloud.CreateAsync(CloudResources.Subnets, new JsonObject { ["network_id"] = apart.Id, ["cidr"] = subnet.Cidr, ["ip_version"] = 4 }, default)).Unwrap();
    }

    public async Task DisposeAsync()
    {
        if (CloudFixture.Program is null)
            return;
        foreach (var name in (string[])[First.Name, Second.Name, Stranger.Name])
            await _instances.RemoveAsync(name, default);
        foreach (var name in (string[])[Name, Other])
            await _shares.RemoveAsync(name, default);
        await _cloud.RemoveAsync($"{Networks}/{_network}", default);
        await _cloud.RemoveAsync($"{Types}/{_type}", default);
        if ((await _cloud.FindAsync(CloudResources.Networks, Apart, default)).TryGet(out var apart, out _))
            await _cloud.DeleteAsync(CloudResources.Networks, apart.Id, default);
        _cloud.Dispose();
    }

    [CloudFact]
    public async Task A_share_is_reached_in_its_share_network_alone_by_whom_rules_let_in_and_its_server_goes_with_the_network()
    {
        (await _shares.EnsureAsync(Name, 1, CourseTopology.Internal.Cidr, default, (Name, _network))).Unwrap();
        await StartAsync(First);
        await StartAsync(Stranger);
        var address = await AddressOfAsync(await StartAsync(Second));
        Assert.True(await WritesAsync(First, Name, "first"));
        Assert.Equal("first", await ReadAsync(Second, Name, "first"));
        Assert.True(await WritesAsync(Second, Name, "second"));
        Assert.Equal("second", await ReadAsync(First, Name, "second"));
        Assert.Equal("", await ReadAsync(Stranger, Name, "first"));

        // A second share of the network is on the same server, and rules are its own.
        (await _shares.EnsureAsync(Other, 1, $"{address}/32", default, (Name, _network))).Unwrap();
        var server = Assert.Single(await ServersAsync());
        Assert.True(await WritesAsync(Second, Other, "own"));
        Assert.Equal("", await ReadAsync(First, Other, "own"));
        Assert.Equal("first", await ReadAsync(First, Name, "first"));

        foreach (var name in (string[])[Name, Other])
            (await _shares.RemoveAsync(name, default)).Unwrap();
        (await _cloud.RemoveAsync($"{Networks}/{_network}", default)).Unwrap();
        Assert.True(await CloudFixture.BecomesTrueAsync(async () => (await ServersAsync()).Count == 0));
        Assert.True(await CloudFixture.BecomesTrueAsync(async () => await SpacesAsync() == ""), "The namespace is still there.");
        Assert.Empty(ProcessesOf(server));
        Assert.Empty((await _cloud.ListAsync(CloudResources.Ports, "device_owner=manila:share", default)).Unwrap());
        Assert.Empty((await _cloud.ListAsync(CloudResources.SecurityGroups, $"name=share-server-{server}", default)).Unwrap());
    }

    [CloudFact]
    public async Task Whatever_is_killed_the_share_comes_back_with_what_it_holds()
    {
        (await _shares.EnsureAsync(Name, 1, CourseTopology.Internal.Cidr, default, (Name, _network))).Unwrap();
        await StartAsync(First);
        Assert.True(await WritesAsync(First, Name, "kept"));
        var server = Assert.Single(await ServersAsync());
        var nfs = Assert.Single(ProcessesOf(server));

        CloudFixture.Kill(ProcessIdentity.Of(nfs));
        Assert.True(await CloudFixture.BecomesTrueAsync(async () => await ReadAsync(First, Name, "kept") == "kept"), "The NFS server has not come back.");

        // Neither of these is what serves clients.
        nfs = Assert.Single(ProcessesOf(server));
        var kept = (await _shares.UrlAsync(Name, "/kept", default)).Unwrap();
        CloudFixture.Kill(CloudFixture.State.Hosts.First(host => host.Host.Name == Hosts.LabHost.NetworkName).Agent);
        CloudFixture.Kill(CloudFixture.State.Server);
        Assert.Equal("kept", await ReadAsync(First, kept));
        Assert.Equal(0, (await CloudFixture.RepairAsync()).ExitCode);
        Assert.True(await CloudFixture.BecomesTrueAsync(() => WritesAsync(First, Name, "after")), "Nothing can be written any more.");
        Assert.Equal(nfs, Assert.Single(ProcessesOf(server)));
    }

    private async Task<string> MakeAsync(string path, string what, JsonObject values)
    {
        using var made = (await _cloud.AskAsync(HttpMethod.Post, path, new JsonObject { [what] = values }, default)).Unwrap();
        return made.RootElement.GetProperty(what).GetProperty("id").GetString()!;
    }

    private async Task<IReadOnlyList<string>> ServersAsync()
    {
        using var listed = (await _cloud.AskAsync(HttpMethod.Get, Servers, null, default)).Unwrap();
        return [.. listed.RootElement.GetProperty("share_servers").EnumerateArray().Select(server => server.GetProperty("id").GetString()!)];
    }

    private static Task<string> SpacesAsync() => CloudFixture.OnAsync(Hosts.LabHost.NetworkName, "ip netns list | grep qshare- || true");

    /// <summary>The NFS servers whose files are those of a share server.</summary>
    private static IReadOnlyList<int> ProcessesOf(string server) =>
    [
        .. from directory in Directory.EnumerateDirectories("/proc")
           where int.TryParse(Path.GetFileName(directory), out _)
           let words = WordsOf(directory)
           where words.Contains(NfsServer) && words.Exists(word => word.Contains($"/servers/{server}/", StringComparison.Ordinal))
           select int.Parse(Path.GetFileName(directory), System.Globalization.CultureInfo.InvariantCulture),
    ];

    private static List<string> WordsOf(string process)
    {
        try
        {
            return [.. File.ReadAllText($"{process}/cmdline").Split('\0')];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private async Task<InstanceState> StartAsync(InstanceRequest request)
    {
        var instance = (await _instances.StartAsync(request, default)).Unwrap();
        (await _instances.WaitAsync(instance, default)).Unwrap();
        return instance;
    }

    private async Task<string> AddressOfAsync(InstanceState instance) =>
        (await _cloud.ShowAsync(CloudResources.Ports, instance.Port.Id, default)).Unwrap().FixedIps.Select(ip => ip.IpAddress).Single(address => !address.Contains(':', StringComparison.Ordinal));

    private async Task<bool> WritesAsync(InstanceRequest who, string share, string file)
    {
        var url = (await _shares.UrlAsync(share, $"/{file}", default)).Unwrap();
        return !(await InAsync(who, $"echo {file} >/tmp/own; timeout 20 nfs-cp /tmp/own '{url}' 2>&1 || echo Failed")).Contains("Failed", StringComparison.Ordinal);
    }

    /// <returns>What a file holds; empty: it cannot be read.</returns>
    private async Task<string> ReadAsync(InstanceRequest who, string share, string file) => await ReadAsync(who, (await _shares.UrlAsync(share, $"/{file}", default)).Unwrap());

    private static Task<string> ReadAsync(InstanceRequest who, string url) => InAsync(who, $"timeout 8 nfs-cat '{url}' 2>/dev/null || true");

    private static async Task<string> InAsync(InstanceRequest instance, string script) =>
        (await LabTargets.Inside(CloudFixture.Directory, instance.Name).Unwrap().MustRunAsync(["sh", "-euc", script], default)).Trim();
}
