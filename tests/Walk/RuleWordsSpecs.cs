using Naru.Walk.Observing;

namespace Naru.Walk.Specs;

public sealed class RuleWordsSpecs
{
    // What the agent writes, and what "nft list table" makes of it.
    [Theory]
    [InlineData("ct state vmap { established : accept, related : accept, invalid : drop }", "ct state vmap { invalid : drop, established : accept, related : accept }")]
    [InlineData("meta nfproto ipv4 meta l4proto icmp accept", "meta l4proto icmp accept")]
    [InlineData("icmp type 8 accept", "icmp type echo-request accept")]
    [InlineData("icmpv6 type 128 accept", "icmpv6 type echo-request accept")]
    [InlineData("meta nfproto ipv4 meta l4proto 17 accept", "meta nfproto ipv4 meta l4proto udp accept")]
    [InlineData("meta l4proto 50 accept", "meta l4proto esp accept")]
    [InlineData("meta l4proto icmp accept", "meta l4proto 1 accept")]
    [InlineData("icmpv6 type 137 accept", "icmpv6 type nd-redirect accept")]
    [InlineData("icmp type 3 icmp code 4 accept", "icmp type destination-unreachable icmp code frag-needed accept")]
    [InlineData("icmpv6 type 1 icmpv6 code 1 accept", "icmpv6 type destination-unreachable icmpv6 code admin-prohibited accept")]
    [InlineData("icmpv6 type { mld-listener-done, mld2-listener-report } accept", "icmpv6 type { 132, 143 } accept")]
    [InlineData("meta mark set meta mark or 0x00020000", "meta mark set meta mark | 0x00010000")]
    [InlineData("ether type != { arp, ip, ip6 } drop", "ether type != { ip, arp, ip6 } drop")]
    public void A_rule_is_known_again_as_it_is_printed(string written, string printed) => Assert.True(RuleWords.AreSame(written, printed));

    [Theory]
    [InlineData("tcp dport 80 accept", "tcp dport 81 accept")]
    [InlineData("tcp dport 17 accept", "udp dport 6 accept")]
    [InlineData("icmp type 3 accept", "icmpv6 type time-exceeded accept")]
    [InlineData("ip saddr 10.0.0.0/8 accept", "ip saddr 10.0.0.0/8 drop")]
    public void Another_rule_is_another(string one, string other) => Assert.False(RuleWords.AreSame(one, other));
}
