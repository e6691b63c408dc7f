using Naru.Network.Networks;
using Naru.Ovn.Writing;

namespace Naru.Ovn.Specs;

/// <summary>Against a real ovsdb-server with OVN's schema.</summary>
public sealed class WriterInteropSpecs : IAsyncLifetime
{
    private readonly CancellationToken _patience = new CancellationTokenSource(TimeSpan.FromSeconds(180)).Token;
    private NorthboundServer _server = null!;
    private readonly Complaints<NorthboundWriter> _complaints = new();
    private OvnCloud _cloud = null!;

    public async Task InitializeAsync()
    {
        _cloud = await OvnCloud.StartAsync();
        if (NorthboundServer.IsInstalled)
            _server = NorthboundServer.Start();
    }

    public async Task DisposeAsync()
    {
        _server?.Dispose();
        await _cloud.DisposeAsync();
    }

    [OvnFact]
    public async Task The_database_follows_the_api_and_a_start_without_news_writes_nothing()
    {
        await ApiChanges.PrepareAsync(_cloud);
        using (var writer = await WriterAsync())
        {
            for (var number = 0; number < 34 * 12; number += 5)
                await ApiChanges.DoAsync(_cloud, number);
            await Task.WhenAny(writer.WrittenAsync(_cloud.State.Revision, _patience), Task.Delay(8000));
            Assert.True(_complaints.Errors.Count == 0, string.Join("\n", _complaints.Errors.Take(2)));
            await writer.WrittenAsync(_cloud.State.Revision, _patience);
            Assert.Empty(writer.Compare(_cloud.State).Tell(5));
            await writer.StopAsync(_patience);
        }
        using var next = await WriterAsync();
        Assert.Equal((0, _cloud.State.Revision), (next.LastComparison.Differences, next.LastComparison.Revision));
        await next.StopAsync(_patience);
    }

    [OvnFact]
    public async Task What_was_changed_by_hand_is_put_back_and_what_is_not_ours_stays()
    {
        await ApiChanges.PrepareAsync(_cloud);
        using var writer = await WriterAsync();
        var network = _cloud.State.In(NetworkTable.Table).All.First().Id;
        _server.Nbctl("lsp-add", $"neutron-{network}", "foreign", "--", "set", "Logical_Switch", network, "external_ids:octavia=yes", "other_config:mcast_snoop=true");
        _server.Nbctl("ls-add", "somebodys");
        _server.Nbctl("--if-exists", "lr-del", $"neutron-{_cloud.Ids["$r"]}");
        await RepairedAsync(writer);
        Assert.Equal("false", _server.Nbctl("get", "Logical_Switch", network, "other_config:mcast_snoop").Trim('"'));
        Assert.Equal("yes", _server.Nbctl("get", "Logical_Switch", network, "external_ids:octavia"));
        Assert.Contains("(foreign)", _server.Nbctl("lsp-list", $"neutron-{network}"), StringComparison.Ordinal);
        Assert.Contains("(somebodys)", _server.Nbctl("ls-list"), StringComparison.Ordinal);
        Assert.Contains(_cloud.Ids["$r"], _server.Nbctl("lr-list"), StringComparison.Ordinal);
        await writer.StopAsync(_patience);
    }

    [OvnFact]
    public async Task What_happens_while_the_database_is_away_is_written_when_it_comes_back()
    {
        await ApiChanges.PrepareAsync(_cloud);
        using var writer = await WriterAsync();
        _server.Kill();
        var network = await _cloud.AddAsync("$late", "networks", "network", """{"name":"late"}""");
        _server.StartServer();
        await writer.WrittenAsync(_cloud.State.Revision, _patience);
        Assert.Equal($"neutron-{network}", _server.Nbctl("get", "Logical_Switch", network, "name").Trim('"'));
        await writer.StopAsync(_patience);
    }

    private async Task<NorthboundWriter> WriterAsync()
    {
        var writer = new NorthboundWriter(
            _cloud.Store, new OvnOptions([_server.Endpoint], []) { LookInterval = TimeSpan.FromMilliseconds(50) }, _complaints);
        await writer.StartAsync(_patience);
        await writer.WrittenAsync(_cloud.State.Revision, _patience);
        return writer;
    }

    private async Task RepairedAsync(NorthboundWriter writer)
    {
        while (writer.Compare(_cloud.State).Count > 0)
            await Task.Delay(5, _patience);
    }
}
