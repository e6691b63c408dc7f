using Naru.Protocols.Netlink.Route;
using Naru.Protocols.Netlink.TrafficControl;

namespace Naru.Protocols.Netlink.Specs.TrafficControl;

public sealed class QueueingDisciplineSpecs : IDisposable
{
    private readonly TestNamespace _here = new();
    private readonly Link _link;

    public QueueingDisciplineSpecs() => _link = _here.Route.Links.Create(new VethPair("tap1", "eth0")).Unwrap();

    public void Dispose() => _here.Dispose();

    [Fact]
    public void A_token_bucket_limits_what_a_link_sends()
    {
        _here.Route.QueueingDisciplines.Set(_link.Index, new TokenBucket(125_000, 20_000)).Unwrap();
        _here.Route.QueueingDisciplines.Set(_link.Index, new TokenBucket(1_250_000, 100_000)).Unwrap();

        var root = Assert.Single(_here.Route.QueueingDisciplines.List(_link.Index).Unwrap());
        Assert.Equal((true, "tbf", 1_250_000ul), (root.IsRoot, root.Kind, root.BytesPerSecond));
        Assert.Contains("rate 10Mbit burst 10000", Tool.Run("tc", "-n", _here.Name, "-r", "qdisc", "show", "dev", "tap1"), StringComparison.Ordinal);

        _here.Route.QueueingDisciplines.Delete(_link.Index).Unwrap();
        _here.Route.QueueingDisciplines.Delete(_link.Index).Unwrap();
        Assert.DoesNotContain(_here.Route.QueueingDisciplines.List(_link.Index).Unwrap(), found => found.Kind == "tbf");
    }

    [Fact]
    public void A_rate_of_more_than_32_bits_is_kept()
    {
        _here.Route.QueueingDisciplines.Set(_link.Index, new TokenBucket(12_500_000_000, 20_000_000)).Unwrap();
        Assert.Equal(12_500_000_000ul, Assert.Single(_here.Route.QueueingDisciplines.List(_link.Index).Unwrap()).BytesPerSecond);
    }

    [Fact]
    public void A_hierarchical_bucket_has_one_class_that_takes_everything()
    {
        _here.Route.QueueingDisciplines.Set(_link.Index, new HierarchicalTokenBucket(125_000, 1_250_000, 20_000)).Unwrap();
        _here.Route.QueueingDisciplines.Set(_link.Index, new HierarchicalTokenBucket(250_000, 1_250_000, 20_000)).Unwrap();
        var shown = Tool.Run("tc", "-n", _here.Name, "class", "show", "dev", "tap1");
        Assert.Contains("class htb 1:1 root prio 0 rate 2Mbit ceil 10Mbit", shown, StringComparison.Ordinal);
        _here.Route.QueueingDisciplines.Set(_link.Index, new TokenBucket(125_000, 20_000)).Unwrap();
        _here.Route.QueueingDisciplines.Set(_link.Index, new HierarchicalTokenBucket(250_000, 1_250_000, 20_000)).Unwrap();
        Assert.Contains("default 0x1", Tool.Run("tc", "-n", _here.Name, "qdisc", "show", "dev", "tap1"), StringComparison.Ordinal);
    }
}
