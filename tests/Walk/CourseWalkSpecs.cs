using Naru.Walk.Telling;
using Naru.Walk.Told;

namespace Naru.Walk.Specs;

/// <summary>The walks of the course, as a user reads them.</summary>
public sealed class CourseWalkSpecs
{
    [Fact]
    public async Task From_a_hybrid_port_to_one_with_a_flow_firewall_on_another_host() => await TellAsync("vm1", "vm2", Traffic.TcpTo(80));

    [Fact]
    public async Task Between_networks_through_the_router_on_the_network_host() => await TellAsync("vm1", "vm3", Traffic.Ping);

    [Fact]
    public async Task Out_of_the_cloud_with_the_address_of_the_router() => await TellAsync("vm2", "198.51.100.1", Traffic.TcpTo(80));

    [Fact]
    public async Task From_outside_to_a_floating_ip() => await TellAsync("198.51.100.1", "203.0.113.101", Traffic.TcpTo(80));

    [Fact]
    public async Task To_the_metadata_of_the_router() => await TellAsync("vm1", "metadata", Traffic.Ping);

    [Fact]
    public async Task To_the_dhcp_of_the_network() => await TellAsync("vm1", "dhcp", Traffic.Ping);

    [Fact]
    public async Task Dropped_by_the_receivers_security_group() => await TellAsync("vm3", "vm2", Traffic.TcpTo(80));

    [Fact]
    public async Task Told_in_Korean()
    {
        await using var cloud = await WalkCloud.OfTheCourseAsync();
        Golden.Match(WalkText.Of(cloud.Walk("vm1", "vm2", Traffic.TcpTo(8080)), WalkLanguage.Korean));
    }

    private static async Task TellAsync(string from, string to, Traffic traffic, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        await using var cloud = await WalkCloud.OfTheCourseAsync();
        Golden.Match(WalkText.Of(cloud.Walk(from, to, traffic), WalkLanguage.English), name: name);
    }
}
