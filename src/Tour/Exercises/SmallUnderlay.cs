using System.Globalization;
using Naru.Primitives;
using Naru.Tour.Running;

namespace Naru.Tour.Exercises;

/// <summary>The card of the tunnels takes smaller frames than the networks promise.</summary>
internal sealed class SmallUnderlay : Exercise
{
    private const string Host = "compute-2";
    private const string Card = "eth0";
    private const int IcmpAndIpHeaders = 28;

    public override Said Title { get; } = new("Small talk only", "짧은 말만 통한다");

    public override Said Story { get; } = new(
        "vm2 pings vm1, and logs in, and then the terminal hangs as soon as there is much to show. Small packets pass, large ones are lost.",
        "vm2에서 vm1로 핑도 되고 접속도 되는데, 출력이 조금만 많아지면 멈춥니다. 작은 패킷은 지나가고 큰 패킷은 사라집니다.");

    public override IReadOnlyList<Said> Hints { get; } =
    [
        new("naru lab exec vm2 -- ping -c 1 -M do -s 1422 192.168.50.3 (the address of vm1) against -s 1300", "naru lab exec vm2 -- ping -c 1 -M do -s 1422 192.168.50.3 (vm1의 주소)과 -s 1300을 비교해 보세요."),
        new("The API knows nothing of it. naru walk vm2 vm1 --size 1450 --probe shows where the packet was seen last.", "API는 모르는 일입니다. naru walk vm2 vm1 --size 1450 --probe로 패킷이 마지막으로 보인 곳을 찾으세요."),
        new("Around the instance's packet of 1450 octets go 50 of the tunnel. naru lab exec compute-2 -- ip link show eth0", "인스턴스의 1450바이트 패킷에 터널 헤더 50바이트가 더 붙습니다. naru lab exec compute-2 -- ip link show eth0"),
    ];

    public override Said Solution { get; } = new(
        "eth0 of compute-2, which carries the tunnels, had an MTU of 1400: naru lab exec compute-2 -- ip link set eth0 mtu 1500",
        "터널을 나르는 compute-2의 eth0 MTU가 1400이었습니다: naru lab exec compute-2 -- ip link set eth0 mtu 1500");

    public override Task<Result<Done>> BreakAsync(Workshop workshop, CancellationToken cancellation) => SetAsync(workshop, 1400, cancellation);

    public override async Task<Result<Done>> CheckAsync(Workshop workshop, CancellationToken cancellation)
    {
        if (!workshop.AddressOf("vm1").TryGet(out var address, out var error) || !workshop.State().TryGet(out var state, out error))
            return error;
        var mtu = state.Instances.First(instance => instance.Name == "vm2").Port.Mtu;
        var length = (mtu - IcmpAndIpHeaders).ToString(CultureInfo.InvariantCulture);
        return await PacketChecks.PingsAsync(workshop, "vm2", address, cancellation, "-M", "do", "-s", length);
    }

    public override Task<Result<Done>> MendAsync(Workshop workshop, CancellationToken cancellation) => SetAsync(workshop, 1500, cancellation);

    private static Task<Result<Done>> SetAsync(Workshop workshop, int mtu, CancellationToken cancellation) =>
        workshop.RunAsync(Host, string.Create(CultureInfo.InvariantCulture, $"ip link set {Card} mtu {mtu}"), cancellation);
}
