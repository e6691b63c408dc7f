namespace Naru.Network;

/// <summary>Flavors, service profiles and who provides them.</summary>
public sealed class FlavorSpecs : IAsyncLifetime
{
    private const string SingleNode = "neutron.services.l3_router.service_providers.single_node.SingleNodeDriver";

    private L3Cloud _cloud = null!; // set before each test by InitializeAsync

    public async Task InitializeAsync()
    {
        _cloud = await L3Cloud.StartAsync();
        await _cloud.AddAsync("admin", "$flavor", "flavors", "flavor", """{"name":"plain","service_type":"L3_ROUTER_NAT"}""");
        await _cloud.AddAsync("admin", "$profile", "service_profiles", "service_profile", $$"""{"driver":"{{SingleNode}}"}""");
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task A_flavor_leads_to_the_provider_of_its_profile()
    {
        await BindAsync();
        var providers = (await _cloud.DoAsync("alpha", "GET", "flavors/$flavor/next_providers")).GetProperty("next_providers");
        Assert.Equal("single_node", providers[0].GetProperty("provider").GetString());
        var router = (await _cloud.DoAsync("alpha", "POST", "routers", """{"router":{"flavor_id":"$flavor"}}""")).GetProperty("router");
        Assert.Equal(_cloud.Fill("$flavor"), router.GetProperty("flavor_id").GetString());
        await _cloud.RefusedAsync("admin", "DELETE", "flavors/$flavor", null, 409, "FlavorInUse", "$flavor");
        await _cloud.RefusedAsync("admin", "DELETE", "service_profiles/$profile", null, 409, "ServiceProfileInUse", "$profile");
    }

    [Theory]
    [InlineData("dvr.DvrDriver", "distributed")]
    [InlineData("ha.HaDriver", "ha")]
    public async Task The_driver_says_how_the_router_is_served(string driver, string mode)
    {
        await _cloud.AddAsync("admin", "$other", "service_profiles", "service_profile",
            $$"""{"driver":"neutron.services.l3_router.service_providers.{{driver}}"}""");
        await _cloud.DoAsync("admin", "POST", "flavors/$flavor/service_profiles", """{"service_profile":{"id":"$other"}}""");
        await _cloud.AddAsync("alpha", "$flavored", "routers", "router", """{"flavor_id":"$flavor"}""");
        Assert.True((await _cloud.DoAsync("admin", "GET", "routers/$flavored")).GetProperty("router").GetProperty(mode).GetBoolean());
    }

    [Fact]
    public async Task A_router_cannot_have_a_flavor_that_nobody_provides()
    {
        const string Body = """{"router":{"flavor_id":"$flavor"}}""";
        await _cloud.RefusedAsync("alpha", "POST", "routers", Body, 404, "FlavorServiceProfileBindingNotFound", "$flavor");
        await BindAsync();
        await _cloud.DoAsync("admin", "PUT", "flavors/$flavor", """{"flavor":{"enabled":false}}""");
        await _cloud.RefusedAsync("alpha", "POST", "routers", Body, 503, "FlavorDisabled", "not enabled");
        await _cloud.RefusedAsync("alpha", "POST", "routers", """{"router":{"flavor_id":"11111111-1111-1111-1111-111111111111"}}""", 404, "FlavorNotFound", "11111111");
    }

    [Fact]
    public async Task Modes_that_contradict_the_flavor_are_refused()
    {
        await BindAsync();
        await _cloud.RefusedAsync("admin", "POST", "routers", """{"router":{"flavor_id":"$flavor","distributed":true}}""", 400, "InvalidInput", "distributed=True");
    }

    [Fact]
    public async Task A_profile_names_a_driver_that_exists_and_is_bound_once()
    {
        await _cloud.RefusedAsync("admin", "POST", "service_profiles", """{"service_profile":{"driver":"nobody"}}""", 404, "ServiceProfileDriverNotFound", "nobody");
        await _cloud.RefusedAsync("admin", "POST", "service_profiles", """{"service_profile":{}}""", 400, "ServiceProfileEmpty", "driver or metainfo");
        await _cloud.RefusedAsync("admin", "POST", "flavors", """{"flavor":{"service_type":"COFFEE"}}""", 400, "InvalidServiceType", "COFFEE");
        await BindAsync();
        await _cloud.RefusedAsync("admin", "POST", "flavors/$flavor/service_profiles", """{"service_profile":{"id":"$profile"}}""", 409,
            "FlavorServiceProfileBindingExists", "$profile");
        Assert.Equal(204, (await _cloud.SendAsync("admin", "DELETE", "flavors/$flavor/service_profiles/$profile")).Status);
        Assert.Equal(404, (await _cloud.SendAsync("admin", "DELETE", "flavors/$flavor/service_profiles/$profile")).Status);
    }

    [Fact]
    public async Task Members_choose_flavors_but_do_not_make_them()
    {
        Assert.Equal(1, (await _cloud.DoAsync("alpha", "GET", "flavors")).GetProperty("flavors").GetArrayLength());
        Assert.Equal(0, (await _cloud.DoAsync("alpha", "GET", "service_profiles")).GetProperty("service_profiles").GetArrayLength());
        await _cloud.RefusedAsync("alpha", "POST", "flavors", """{"flavor":{"service_type":"L3_ROUTER_NAT"}}""", 403, "PolicyNotAuthorized", "create_flavor");
        Assert.NotEqual(0, (await _cloud.DoAsync("alpha", "GET", "service-providers")).GetProperty("service_providers").GetArrayLength());
    }

    private Task BindAsync() =>
        _cloud.DoAsync("admin", "POST", "flavors/$flavor/service_profiles", """{"service_profile":{"id":"$profile"}}""");
}
