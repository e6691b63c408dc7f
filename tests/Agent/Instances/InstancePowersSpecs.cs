using Naru.Agent.Instances;
using Naru.Agent.Instances.Plugging;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Specs.Instances;

public sealed class InstancePowersSpecs : IDisposable
{
    private static readonly NodeInstance Wanted = new(
        Guid.NewGuid().ToString(), "instance-1", "vm1", Guid.NewGuid().ToString("N"), NodeInstancePower.Running, 1, 1, new NodeFlavor("m1.nano", 1, 64, 1, [], 0));

    private readonly string _path = Directory.CreateTempSubdirectory("naru-powerspecs").FullName;
    private readonly InstancePlugs _plugs = new(NetworkNamespace.Current().Unwrap(), finishChecksums: false, areFoundByName: false, new WakeUp());
    private readonly FakeDriver _driver = new();

    public void Dispose()
    {
        _plugs.Dispose();
        Directory.Delete(_path, recursive: true);
    }

    [Fact]
    public async Task A_reboot_from_inside_is_never_told_as_stopped_however_late_the_start_and_whichever_agent_makes_it()
    {
        var powers = await RunningAsync();
        // Between a look at how it is and the report of it.
        _driver.RebootInside();
        Assert.Equal(NodeInstancePower.Running, powers.State("").Power);

        _driver.Fails = true;
        Assert.False((await BringAsync(powers, Wanted)).Succeeded);
        Assert.Equal(NodeInstancePower.Running, powers.State("").Power);

        var successor = new FakeDriver();
        powers = Powers(successor);
        Assert.Equal(NodeInstancePower.Running, powers.State("").Power);
        (await BringAsync(powers, Wanted)).Unwrap();
        Assert.Equal((1, NodeInstancePower.Running), (successor.Starts, powers.State("").Power));
    }

    [Fact]
    public async Task What_powers_itself_off_is_told_as_stopped_also_after_a_reboot_and_is_not_started_again()
    {
        var powers = await RunningAsync();
        _driver.RebootInside();
        (await BringAsync(powers, Wanted)).Unwrap();
        _driver.PowerOffInside();
        (await BringAsync(powers, Wanted)).Unwrap();
        Assert.Equal((2, NodeInstancePower.Stopped), (_driver.Starts, powers.State("").Power));
    }

    [Fact]
    public async Task What_shall_be_stopped_is_told_so_though_it_was_rebooting()
    {
        var powers = await RunningAsync();
        _driver.RebootInside();
        Assert.Equal(NodeInstancePower.Running, powers.State("").Power);
        (await BringAsync(powers, Wanted with { Power = NodeInstancePower.Stopped })).Unwrap();
        Assert.Equal((1, NodeInstancePower.Stopped), (_driver.Starts, powers.State("").Power));
    }

    private async Task<InstancePowers> RunningAsync()
    {
        var powers = Powers(_driver);
        powers.Note(new InstanceRecord { Builds = 1 });
        (await BringAsync(powers, Wanted)).Unwrap();
        Assert.Equal((1, NodeInstancePower.Running), (_driver.Starts, powers.State("").Power));
        return powers;
    }

    private InstancePowers Powers(FakeDriver driver) =>
        new(Wanted.Id, new InstanceFiles(_path), new InstanceDrivers([driver]), _plugs, new InstanceSnapshots(new FakeImages()));

    private static Task<Result<Done>> BringAsync(InstancePowers powers, NodeInstance wanted) => powers.BringAsync(wanted, NodeView.Empty, () => { }, default);
}
