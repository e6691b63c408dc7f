using System.Text.Json.Nodes;
using Naru.Lab.Cloud;

namespace Naru.Lab.Specs;

/// <summary>What is waited for before a cloud counts as being at work.</summary>
public sealed class CloudReadinessSpecs
{
    private const string Host = "compute-1";

    [Fact]
    public async Task After_a_change_those_ports_are_waited_for_that_were_active_before_and_no_others()
    {
        await using var fake = new FakeCloud();
        fake.Seed("agents", new JsonObject { ["id"] = "agent", ["host"] = Host, ["alive"] = true });
        Port(fake, "wired", "ACTIVE");
        Port(fake, "switched off", "DOWN");
        using var cloud = await fake.SignInAsync();
        var before = (await CloudReadiness.ActivePortsAsync(cloud, default)).Unwrap();
        Assert.Equal(["wired"], before);

        Assert.True((await CloudReadiness.WaitForHostAsync(cloud, Host, before, default)).Succeeded);
        Assert.True((await CloudReadiness.WaitForPortsAsync(cloud, before, default)).Succeeded);
    }

    [Fact]
    public async Task A_subport_is_waited_for_while_its_trunk_is_plugged_and_not_else()
    {
        await using var fake = new FakeCloud();
        fake.Seed("ports", SubPort("idle"));
        fake.Seed("ports", Parent("spare", "", "idle"));
        using var cloud = await fake.SignInAsync();
        Assert.True((await CloudReadiness.WaitForPortsAsync(cloud, default)).Succeeded);

        fake.Seed("ports", SubPort("carried"));
        fake.Seed("ports", Parent("plugged", "compute:nova", "carried"));
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CloudReadiness.WaitForPortsAsync(cloud, soon.Token));
    }

    private static JsonObject SubPort(string id) => Port(id, "DOWN", "trunk:subport");

    private static JsonObject Parent(string id, string owner, string carried)
    {
        var parent = Port(id, "ACTIVE", owner);
        parent["trunk_details"] = new JsonObject { ["sub_ports"] = new JsonArray(new JsonObject { ["port_id"] = carried }) };
        return parent;
    }

    private static void Port(FakeCloud fake, string id, string status) =>
        fake.Seed("ports", Port(id, status, "compute:nova"));

    private static JsonObject Port(string id, string status, string owner) => new()
    {
        ["id"] = id, ["status"] = status, ["admin_state_up"] = true, ["device_id"] = "", ["device_owner"] = owner, ["binding:host_id"] = Host,
    };
}
