namespace Naru.Lab.Specs;

/// <summary>What is not in the matrix, with the agents of Open vSwitch.</summary>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class NetworkTypeSpecs
{
    private readonly NetworkTypes _types = new(CloudFixture.Lab);

    [CloudFact]
    public Task A_local_network_ends_at_its_host() => _types.LocalAsync("no");

    [CloudFact]
    public Task An_instance_on_the_flat_external_network_speaks_with_the_outside_itself() => _types.FlatReachesTheOutsideAsync();

    [CloudFact]
    public Task A_vlan_is_shared_with_the_outside() => _types.VlanIsSharedWithTheOutsideAsync();

    [CloudFact]
    public Task Networks_with_the_same_addresses_do_not_hear_each_other() => _types.TwinsDoNotHearEachOtherAsync();
}
