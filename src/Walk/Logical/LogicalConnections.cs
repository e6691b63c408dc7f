using Naru.Primitives;
using Naru.Protocols.OpenFlow;
using Naru.Walk.Switching;
using Naru.Walk.Told;

namespace Naru.Walk.Logical;

/// <summary>What logical routers have translated of a question, so that its answer is translated back.</summary>
internal sealed class LogicalConnections
{
    private readonly List<Translation> _translations = [];

    /// <summary>Translates the source of a question.</summary>
    public Decision TranslateSource(string router, string table, FlowFields packet, IpAddress address, ApiObject told)
    {
        _translations.Add(new Translation(router, IsOfSource: true, packet.Source, 0, address));
        packet.Source = address;
        return new Decision(DecisionKind.Nat, table, $"ct_snat({address})", told);
    }

    /// <summary>Translates the destination of a question, and its port where one is given.</summary>
    public Decision TranslateDestination(string router, string table, FlowFields packet, IpAddress address, ushort port, ApiObject told)
    {
        var before = port == 0 ? (ushort)0 : ConnectionKey.Of(packet).DestinationPort;
        _translations.Add(new Translation(router, IsOfSource: false, packet.Destination, before, address));
        packet.Destination = address;
        if (port != 0)
            packet[DestinationPort(packet)] = port;
        return new Decision(DecisionKind.Nat, table, port == 0 ? $"ct_dnat({address})" : $"ct_lb_mark(backends={address}:{port})", told);
    }

    /// <summary>Whether an answer goes to an address that stands for another one.</summary>
    public bool IsTranslated(string router, IpAddress destination) =>
        _translations.Exists(one => one.Router == router && one.IsOfSource && one.Translated == destination);

    /// <summary>Translates an answer back where it passes a router that has translated the question: what comes by the gateway, its destination; what leaves by it, its source.</summary>
    /// <returns>Null: this router has not.</returns>
    public Decision? TranslateBack(string router, FlowFields answer, bool isByGateway)
    {
        if (_translations.Find(one => one.Router == router && one.IsOfSource == isByGateway && one.Translated == (isByGateway ? answer.Destination : answer.Source)) is not { } done)
            return null;
        if (done.IsOfSource)
        {
            answer.Destination = done.Original;
            return new Decision(DecisionKind.Nat, "lr_in_unsnat", $"ct_snat → {done.Original}");
        }
        answer.Source = done.Original;
        if (done.OriginalPort != 0)
            answer[SourcePort(answer)] = done.OriginalPort;
        return new Decision(DecisionKind.Nat, "lr_out_undnat", $"ct_dnat → {done.Original}");
    }

    private static OxmField DestinationPort(FlowFields packet) => packet.Protocol == Traffic.Tcp ? Oxm.TcpDst : Oxm.UdpDst;

    private static OxmField SourcePort(FlowFields packet) => packet.Protocol == Traffic.Tcp ? Oxm.TcpSrc : Oxm.UdpSrc;

    private sealed record Translation(string Router, bool IsOfSource, IpAddress Original, ushort OriginalPort, IpAddress Translated);
}
