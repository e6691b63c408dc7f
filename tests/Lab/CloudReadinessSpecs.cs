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

    private static void Port(FakeCloud fake, string id, string status) =>
        fake.Seed("ports", new JsonObject { ["id"] = id, ["status"] = status, ["device_owner"] = "compute:nova", ["binding:host_id"] = Host });
}
