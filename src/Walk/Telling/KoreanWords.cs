using Naru.Walk.Told;

namespace Naru.Walk.Telling;

/// <summary>Walks in Korean, in the words of the course.</summary>
internal static class KoreanWords
{
    public static WalkLanguage Create() => new(
        "ko",
        new Dictionary<HopKind, string>
        {
            [HopKind.Instance] = "인스턴스",
            [HopKind.LinuxBridge] = "리눅스 브릿지 (보안그룹 정책 확인)",
            [HopKind.NetworkBridge] = "네트워크의 리눅스 브릿지 (보안그룹 정책 확인)",
            [HopKind.TrunkBridge] = "트렁크 브릿지 (OVS)",
            [HopKind.IntegrationBridge] = "통합 브릿지 (OVS)",
            [HopKind.TunnelBridge] = "터널 브릿지 (OVS)",
            [HopKind.ProviderBridge] = "외부 브릿지 (OVS)",
            [HopKind.Underlay] = "노드 사이의 터널링",
            [HopKind.PhysicalNetwork] = "물리적인 네트워크",
            [HopKind.Router] = "라우터 네임스페이스",
            [HopKind.Dhcp] = "DHCP 네임스페이스",
            [HopKind.LogicalSwitch] = "논리 스위치 (OVN)",
            [HopKind.LogicalRouter] = "논리 라우터 (OVN)",
            [HopKind.Outside] = "외부",
        },
        new Dictionary<DropReason, string>
        {
            [DropReason.NoEgressRule] = "'{0}'의 보안그룹에 {2}(으)로 나가는 {1} 패킷을 허용하는 규칙이 없습니다",
            [DropReason.NoIngressRule] = "'{0}'의 보안그룹에 {2}에서 들어오는 {1} 패킷을 허용하는 규칙이 없습니다",
            [DropReason.Spoofing] = "'{0}'은(는) {1} ({2}) 주소로 보낼 수 없습니다. 포트의 주소도 아니고 허용된 주소 쌍(allowed address pair)도 아닙니다",
            [DropReason.NoGateway] = "'{0}'에 {1}(으)로 가는 경로가 없습니다. 서브넷 {2}에 게이트웨이가 없습니다",
            [DropReason.NoRoute] = "라우터 '{0}'에 {1}(으)로 가는 경로가 없습니다",
            [DropReason.AddressUnknown] = "네트워크 '{1}'에 주소 {0}을(를) 가진 대상이 없습니다",
            [DropReason.PortDown] = "포트 '{0}'이(가) 관리자에 의해 꺼져 있습니다 (admin_state_up이 false)",
            [DropReason.PortUnbound] = "포트 '{0}'이(가) 어느 노드에도 연결(bind)되지 않았습니다 (노드 '{1}')",
            [DropReason.PortError] = "노드가 포트 '{0}'을(를) 연결하지 못했습니다: {1}",
            [DropReason.RouterDown] = "라우터 '{0}'이(가) 관리자에 의해 꺼져 있습니다 (admin_state_up이 false)",
            [DropReason.RouterUnplaced] = "라우터 '{0}'을(를) 맡은 노드가 없습니다. 살아 있는 L3 에이전트가 없습니다",
            [DropReason.AgentDown] = "노드 '{0}'의 에이전트가 동작하지 않아 포트 '{1}'이(가) 연결되지 않았습니다",
            [DropReason.Mtu] = "{0}바이트는 '{2}'을(를) 지나갈 수 없습니다. 네트워크 '{3}'의 MTU는 {1}이고 패킷을 나눌 수 없습니다",
            [DropReason.PrivateAddress] = "{0}은(는) 클라우드 외부에 알려지지 않은 사설 주소입니다 (네트워크 '{1}')",
            [DropReason.NoSegment] = "네트워크 '{0}'은(는) 노드 '{1}'에서 노드 '{2}'(으)로 이어지지 않습니다",
            [DropReason.ServiceClosed] = "'{0}'에는 {1} 패킷을 받는 서비스가 없습니다",
            [DropReason.TimeToLive] = "패킷이 계속 돌다가 '{0}'에서 TTL이 끝났습니다",
            [DropReason.Filtered] = "플로우 또는 규칙이 패킷을 버립니다: {0}",
        },
        new Dictionary<NoticeKind, string>
        {
            [NoticeKind.NotPlugged] = "노드 '{1}'의 포트 '{0}'에 아직 아무것도 연결되지 않았습니다. 인스턴스가 동작하면 이 경로로 갑니다",
            [NoticeKind.AgentAway] = "노드 '{0}'의 에이전트가 동작하지 않습니다. 데이터 플레인은 마지막 상태 그대로입니다",
        },
        new Dictionary<Phrase, string>
        {
            [Phrase.Title] = "{0} → {1}, {2}",
            [Phrase.Way] = "패킷 흐름",
            [Phrase.WayBack] = "받을 때 (역순)",
            [Phrase.Answered] = "패킷이 도착하고 응답도 돌아옵니다.",
            [Phrase.Unanswered] = "패킷은 도착하지만 응답이 돌아오지 못합니다.",
            [Phrase.Dropped] = "패킷이 도착하지 못합니다.",
            [Phrase.ReasonAtHop] = "{0}번 지점에서: {1}.",
            [Phrase.Help] = "이렇게 바꾸면 지나갑니다:",
            [Phrase.Before] = "전",
            [Phrase.After] = "후",
            [Phrase.Object] = "담당 객체",
            [Phrase.Hidden] = "다른 프로젝트의 것",
            [Phrase.Seen] = "실제 패킷이 지나간 곳:",
            [Phrase.NotSeen] = "보이지 않음",
            [Phrase.Spread] = "{0}은(는) 흐름을 게이트웨이 {1}개에 나누어 보냅니다. 어느 쪽인지는 그 노드만 아는 해시가 정합니다:",
            [Phrase.SpreadChosen] = "{0}은(는) 흐름을 게이트웨이 {1}개에 나누어 보냅니다. 이 패킷에 대해 커널이 고른 것은 {2}입니다:",
            [Phrase.NoVlan] = "vlan 없음",
            [Phrase.NoTunnel] = "터널 없음",
            [Phrase.SpreadShown] = "(이 경로를 표시)",
            [Phrase.Drift] = "{0}번 지점({1})에서 데이터 플레인이 다르게 동작합니다.",
        });
}
