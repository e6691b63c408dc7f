using System.Text.Json;
using Naru.Network.AddressGroups;
using Naru.Network.NodeLink;
using Naru.Primitives;

namespace Naru.Network;

public sealed class AddressGroupSpecs : IAsyncLifetime
{
    private TestCloud _cloud = null!; // set before each test by InitializeAsync
    private string _group = "";

    public async Task InitializeAsync()
    {
        _cloud = await TestCloud.StartAsync();
        _group = IdOf(await _cloud.CreateAsync("alpha", "address-groups", "address_group", """{"name":"g","addresses":["10.0.0.0/24","10.0.0.0/24"]}"""));
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Blocks_come_and_go_one_by_one()
    {
        Assert.Equal(["10.0.0.0/24", "2001:db8::/32"], Addresses(await ChangeAsync("add_addresses", "2001:db8::/32")));
        Assert.Equal((400, "AddressesAlreadyExist"), Refusal(await ChangeAsync("add_addresses", "10.0.0.0/24")));
        Assert.Equal(["2001:db8::/32"], Addresses(await ChangeAsync("remove_addresses", "10.0.0.0/24")));
        Assert.Equal((404, "AddressesNotFound"), Refusal(await ChangeAsync("remove_addresses", "10.0.0.0/24")));
    }

    [Fact]
    public async Task A_host_is_told_of_the_blocks_as_members_of_a_remote_group()
    {
        await PortWithRuleAsync();
        await ChangeAsync("add_addresses", "10.0.0.7/32");
        var view = NodeViewBuilder.Build(_cloud.Store.Current, TestCloud.ComputeHost);
        var group = Assert.Single(view.SecurityGroups, group => group.Id == _group);
        Assert.Equal("10.0.0.0/24", Assert.Single(group.Members).ToString());
        Assert.Empty(group.Rules);
        Assert.Contains(view.SecurityGroups, own => own.Rules.Items.Any(rule => rule.RemoteGroupId == _group));

        var before = _cloud.Store.Current.In(AddressGroupTable.Table).Find(_group)!;
        var change = new State.Change(AddressGroupTable.Table, _group, before, before with { Addresses = [IpPrefix.Parse("10.9.0.0/16")] });
        Assert.True(NodeNews.Touches(change, view, TestCloud.ComputeHost));
    }

    [Fact]
    public async Task A_group_that_a_rule_names_stays()
    {
        await PortWithRuleAsync();
        Assert.Equal((409, "AddressGroupInUse"), Refusal(await _cloud.SendAsync("alpha", "DELETE", $"address-groups/{_group}")));
    }

    [Fact]
    public async Task Other_projects_name_a_group_only_when_it_is_opened_to_them()
    {
        var security = IdOf(await _cloud.CreateAsync("beta", "security-groups", "security_group", """{"name":"s"}"""));
        var rule = $$$"""{"security_group_rule":{"security_group_id":"{{{security}}}","direction":"ingress","remote_address_group_id":"{{{_group}}}"}}""";
        Assert.Equal((404, "AddressGroupNotFound"), Refusal(await _cloud.SendAsync("beta", "POST", "security-group-rules", rule)));
        var policy = IdOf(await _cloud.CreateAsync("alpha", "rbac-policies", "rbac_policy",
            $$"""{"object_type":"address_group","object_id":"{{_group}}","action":"access_as_shared","target_tenant":"beta"}"""));
        Assert.Equal(201, (await _cloud.SendAsync("beta", "POST", "security-group-rules", rule)).Status);
        Assert.Equal((409, "RbacPolicyInUse"), Refusal(await _cloud.SendAsync("alpha", "DELETE", $"rbac-policies/{policy}")));
    }

    private async Task PortWithRuleAsync()
    {
        var network = IdOf(await _cloud.CreateAsync("admin", "networks", "network", """{"tenant_id":"alpha"}"""));
        var security = IdOf(await _cloud.CreateAsync("alpha", "security-groups", "security_group", """{"name":"s"}"""));
        await _cloud.CreateAsync("alpha", "security-group-rules", "security_group_rule",
            $$"""{"security_group_id":"{{security}}","direction":"ingress","remote_address_group_id":"{{_group}}"}""");
        await _cloud.CreateAsync("admin", "ports", "port",
            $$"""{"tenant_id":"alpha","network_id":"{{network}}","security_groups":["{{security}}"],"binding:host_id":"{{TestCloud.ComputeHost}}"}""");
    }

    private Task<(int Status, JsonElement Body)> ChangeAsync(string action, string block) =>
        _cloud.SendAsync("alpha", "PUT", $"address-groups/{_group}/{action}", $$"""{"addresses":["{{block}}"]}""");

    private static string[] Addresses((int Status, JsonElement Body) answer) =>
        [.. answer.Body.GetProperty("address_group").GetProperty("addresses").EnumerateArray().Select(block => block.GetString()!)];

    private static (int, string) Refusal((int Status, JsonElement Body) answer) =>
        (answer.Status, answer.Body.GetProperty("NeutronError").GetProperty("type").GetString()!);

    private static string IdOf(JsonElement resource) => resource.GetProperty("id").GetString()!;
}
