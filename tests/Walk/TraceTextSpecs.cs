using Naru.Primitives;
using Naru.Walk.Observing;

namespace Naru.Walk.Specs;

public sealed class TraceTextSpecs
{
    [Fact]
    public void What_connection_tracking_interrupts_goes_on_in_the_same_bridge()
    {
        const string Trace = """
            bridge("br-tun")
            10. priority 1, cookie 0x1
            bridge("br-int")
            81. ct_state=-trk,ip,reg5=0x3, priority 90, cookie 0x2
                 -> A clone of the packet is forked to recirculate. The forked pipeline will be resumed at table 82.
            bridge("br-tun")
                thaw
                    Resuming from table 82
            82. conj_id=7,ip, priority 70, cookie 0x3
            """;
        Assert.Equal([("br-tun", 10), ("br-int", 81), ("br-int", 82)], TraceText.Read(Trace).Select(step => (step.Bridge, (int)step.Table)));
    }

    [Fact]
    public void The_flows_of_a_trace_are_read_bridge_by_bridge()
    {
        const string Trace = """
            Flow: icmp,in_port=3,vlan_tci=0x0000,dl_src=fa:16:3e:00:00:05

            bridge("br-int")
            ----------------
             0. in_port=3, priority 9, cookie 0x4e41d171c96b72e5
                goto_table:25
            58. priority 0, cookie 0x4e41000000000000
                goto_table:59
                NORMAL
                 -> forwarding to learned port

            bridge("br-tun")
            ----------------
             0. in_port=1, priority 1, cookie 0x4e41000000000000
                goto_table:2

            Final flow: unchanged
            """;
        Assert.Equal(
            [("br-int", 0, 9, 0x4e41d171c96b72e5UL), ("br-int", 58, 0, 0x4e41000000000000UL), ("br-tun", 0, 1, 0x4e41000000000000UL)],
            TraceText.Read(Trace).Select(step => (step.Bridge, (int)step.Table, (int)step.Priority, step.Cookie)));
    }

    [Fact]
    public void A_trace_goes_on_behind_a_translation_with_its_registers_and_the_other_address()
    {
        const string Trace = """
            Flow: icmp,in_port=3,nw_src=198.51.100.1,nw_dst=203.0.113.100

            bridge("br-int")
            ----------------
             0. in_port=3, priority 100, cookie 0xeae4f999
                set_field:0x1->metadata
            12. ip,reg14=0x1,metadata=0x4,nw_dst=203.0.113.100, priority 100, cookie 0xe99c6b90
                ct(table=13,zone=NXM_NX_REG11[0..15],nat)
                nat
                 -> A clone of the packet is forked to recirculate. The forked pipeline will be resumed at table 13.

            Final flow: icmp,reg14=0x1,in_port=3,nw_dst=203.0.113.100
            Flow: recirc_id=0x43,ct_state=est|rpl|trk,eth,icmp,reg14=0x1,metadata=0x4,in_port=3,nw_src=198.51.100.1,nw_dst=203.0.113.100

            bridge("br-int")
                thaw
                    Resuming from table 13
            13. metadata=0x4, priority 0, cookie 0x30e68a5
            """;
        var (outside, inside) = (IpAddress.Parse("203.0.113.100"), IpAddress.Parse("192.168.50.4"));
        var found = TranslatedTrace.Find(Trace, "nw_dst", outside, inside)!;
        Assert.Equal("ct_state=est|rpl|trk,icmp,reg14=0x1,metadata=0x4,in_port=3,nw_src=198.51.100.1,nw_dst=192.168.50.4", found.Packet);
        Assert.Equal(("13", 2), (found.Table, TraceText.Read(found.Before).Count()));
        Assert.Null(TranslatedTrace.Find(Trace, "nw_src", outside, inside));
    }
}
