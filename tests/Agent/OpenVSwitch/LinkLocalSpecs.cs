using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.Primitives;

namespace Naru.Agent.Specs;

public sealed class LinkLocalSpecs
{
    [Fact]
    public void The_link_local_address_of_a_MAC_is_its_modified_EUI_64() => // RFC 4291 appendix A has the steps.
        Assert.Equal("fe80::f816:3eff:fea4:826f", LinkLocal.Of(MacAddress.Parse("fa:16:3e:a4:82:6f")).ToString());
}
