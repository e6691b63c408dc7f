namespace Naru.Lab.Specs;

/// <summary>What is not in the matrix, on OVN.</summary>
[Trait("Category", "Lab")]
[Collection(OvnFixture.Collection)]
public sealed class OvnNetworkTypeSpecs
{
    private readonly NetworkTypes _types = new(OvnFixture.Lab);

    [OvnFact]
    public Task A_local_network_spans_its_hosts() => _types.LocalAsync("yes");

    [OvnFact]
    public Task An_instance_on_the_flat_external_network_speaks_with_the_outside_itself() => _types.FlatReachesTheOutsideAsync();

    [OvnFact]
    public Task A_vlan_is_shared_with_the_outside() => _types.VlanIsSharedWithTheOutsideAsync();

    [OvnFact]
    public Task Networks_with_the_same_addresses_do_not_hear_each_other() => _types.TwinsDoNotHearEachOtherAsync();
}
