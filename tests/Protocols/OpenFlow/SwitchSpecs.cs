using System.Text.RegularExpressions;
using Naru.Protocols.OpenFlow.Messages;
using Naru.Switch.Specs;

namespace Naru.Protocols.OpenFlow.Specs;

/// <summary>What only a real switch can say: that it has what was written, and calls it what we call it.</summary>
public sealed partial class SwitchSpecs : IAsyncLifetime
{
    private const string Bridge = "openflow-br";

    private PrivateSwitch? _switch;
    private OpenFlowConnection? _connection;

    private PrivateSwitch Switch => _switch ?? throw new InvalidOperationException("Not started.");

    private OpenFlowConnection Connection => _connection ?? throw new InvalidOperationException("Not started.");

    public async Task InitializeAsync()
    {
        if (PrivateSwitch.WhyUnavailable() is not null)
            return;
        _switch = await PrivateSwitch.StartAsync("openflow-specs");
        await _switch.AddBridgeAsync(Bridge);
        _connection = (await OpenFlowConnection.ConnectAsync(_switch.ManagementSocket(Bridge), default)).Unwrap();
    }

    public async Task DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        if (_switch is not null)
            await _switch.DisposeAsync();
    }

    [SwitchFact]
    public async Task Every_kind_of_flow_is_dumped_as_it_was_written()
    {
        var refused = new List<string>();
        foreach (var flow in SampleFlows.All)
        {
            var applied = await Connection.ApplyAsync([FlowMod.Add(flow)], ApplyMode.Ordered, default);
            if (!applied.Succeeded)
                refused.Add(applied.Error.Message);
        }
        Assert.True(refused.Count == 0, string.Join('\n', refused));

        var dumped = await DumpAsync();
        var delta = FlowDelta.Between(SampleFlows.All, dumped);
        Assert.True(delta.IsEmpty, $"add:\n{Lines(delta.Add)}\nmodify:\n{Lines(delta.Modify)}\ndelete:\n{Lines(delta.Delete)}"
            + $"\ndumped:\n{Lines(dumped.Where(flow => delta.Modify.Any(other => other.Key == flow.Key)))}");
    }

    [SwitchFact]
    public async Task The_text_of_every_kind_of_flow_is_that_of_ovs_ofctl()
    {
        (await Connection.ApplyAsync([.. SampleFlows.All.Select(FlowMod.Add)], ApplyMode.Ordered, default)).Unwrap();
        var theirs = await Switch.OfctlAsync("--no-names", "--no-stats", "dump-flows", Switch.ManagementSocket(Bridge));
        var ours = SampleFlows.All.Select(flow => flow.ToString());
        Assert.Equal(
            ours.Order(StringComparer.Ordinal),
            theirs.Split('\n').Where(line => line.Contains("actions=")).Select(AsWeWriteIt).Order(StringComparer.Ordinal));
    }

    private async Task<Flow[]> DumpAsync() =>
        [.. (await Connection.DumpFlowsAsync(FlowFilter.All, default)).Unwrap().Select(stats => stats.Flow)];

    private static string Lines(IEnumerable<Flow> flows) => string.Join('\n', flows);

    // The tool leaves out table 0 and the default priority, separates what is not a match by spaces, and has no name for fin_timeout.
    private static string AsWeWriteIt(string line)
    {
        var text = line.Trim();
        var split = text.IndexOf(" actions=", StringComparison.Ordinal);
        var (head, actions) = split < 0 ? ("", text) : (text[..split].Replace(", ", ",").Replace(' ', ','), text[(split + 1)..]);
        if (!head.Contains("table="))
            head = CookieThen().Replace(head, "$1table=0,", 1);
        if (!head.Contains("priority="))
            head += head.EndsWith(',') ? "priority=32768" : ",priority=32768";
        return $"{head} {actions.Replace("fin_timeout(idle_timeout=5,hard_timeout=6)", "unknown(ffff0010000023200013000500060000)")}";
    }

    [GeneratedRegex("^(cookie=[^,]*,)?")]
    private static partial Regex CookieThen();
}
