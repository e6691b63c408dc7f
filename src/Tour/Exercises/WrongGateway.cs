using System.Text.Json.Nodes;
using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Lab.Instances;
using Naru.Lab.Topology;
using Naru.Primitives;
using Naru.Tour.Running;

namespace Naru.Tour.Exercises;

/// <summary>A subnet tells its instances a gateway that nobody has.</summary>
internal sealed class WrongGateway : Exercise
{
    private const string Interface = "island-interface";
    private const string RouterAddress = "192.168.80.1";
    private static readonly NetworkPlan Island = new("island", "192.168.80.0/24")
    {
        Gateway = "192.168.80.254",
        Pool = ("192.168.80.10", "192.168.80.99"),
    };

    private static readonly InstanceRequest Stray = new("stray", "compute-2") { Network = Island.Name, SecurityGroups = [CourseTopology.WebGroup] };

    // What an instance does at its next start, or when half of its lease is over.
    private const string AskAgain = "udhcpc -n -q -t 5 -T 1 -i eth0 -s /usr/share/udhcpc/script -O staticroutes -O mtu -O search -O domain >/dev/null 2>&1";

    public override Said Title { get; } = new("An instance on an island", "섬에 갇힌 인스턴스");

    public override Said Story { get; } = new(
        "There is a new network 'island' with an instance 'stray', and router r1 has an interface on it. stray reaches its neighbours, but nothing beyond: 198.51.100.1 does not answer. (The check renews its lease.)",
        "새 네트워크 'island'에 인스턴스 'stray'가 있고, 라우터 r1도 그 네트워크에 연결되어 있습니다. 그런데 stray는 네트워크 밖으로 나가지 못합니다. 198.51.100.1이 답하지 않습니다. (check가 DHCP 임대를 갱신합니다.)");

    public override IReadOnlyList<Said> Hints { get; } =
    [
        new("Whom does stray hand what is not for its own network? naru lab exec stray -- ip route", "자기 네트워크 밖으로 가는 것을 stray는 누구에게 넘길까요? naru lab exec stray -- ip route"),
        new("naru walk stray 198.51.100.1", "naru walk stray 198.51.100.1"),
        new("Compare: openstack subnet show island-subnet -c gateway_ip; openstack port show island-interface -c fixed_ips", "비교해 보세요: openstack subnet show island-subnet -c gateway_ip; openstack port show island-interface -c fixed_ips"),
    ];

    public override Said Solution { get; } = new(
        "The subnet named 192.168.80.254 as its gateway, and the router has 192.168.80.1: openstack subnet set --gateway 192.168.80.1 island-subnet; the instance asks DHCP again after that.",
        "서브넷의 게이트웨이가 192.168.80.254로 되어 있지만 라우터의 주소는 192.168.80.1입니다: openstack subnet set --gateway 192.168.80.1 island-subnet. 그다음 인스턴스가 DHCP를 다시 받습니다.");

    public override async Task<Result<Done>> BreakAsync(Workshop workshop, CancellationToken cancellation)
    {
        var (cloud, make) = (workshop.Cloud, workshop.Maker);
        if (!(await make.NetworkAsync(Island, cancellation)).TryGet(out _, out var error)
            || !(await SetGatewayAsync(cloud, Island.Gateway!, cancellation)).TryGet(out var subnet, out error) // The plan has one.
            || !(await cloud.ListAsync(CloudResources.Ports, $"name={Interface}", cancellation)).TryGet(out var ports, out error))
            return error;
        if (ports.Count == 0)
        {
            var values = new JsonObject
            {
                ["name"] = Interface,
                ["network_id"] = subnet.NetworkId,
                ["fixed_ips"] = new JsonArray(new JsonObject { ["subnet_id"] = subnet.Id, ["ip_address"] = RouterAddress }),
            };
            if (!(await cloud.CreateAsync(CloudResources.Ports, values, cancellation)).TryGet(out var port, out error)
                || !(await cloud.FindAsync(CloudResources.Routers, CourseTopology.RouterName, cancellation)).TryGet(out var router, out error)
                || !(await cloud.AskAsync(HttpMethod.Put, $"routers/{router.Id}/add_router_interface", new() { ["port_id"] = port.Id }, cancellation)).TryGet(out var document, out error))
                return error;
            document.Dispose();
        }
        return await make.InstanceAsync(Stray, cancellation);
    }

    public override async Task<Result<Done>> CheckAsync(Workshop workshop, CancellationToken cancellation) =>
        (await workshop.RunAsync(Stray.Name, AskAgain, cancellation)).TryGet(out _, out var error)
            ? await PacketChecks.PingsAsync(workshop, Stray.Name, OutsideWorld.InternetAddress, cancellation)
            : error;

    public override async Task<Result<Done>> MendAsync(Workshop workshop, CancellationToken cancellation) =>
        (await SetGatewayAsync(workshop.Cloud, RouterAddress, cancellation)).Map(_ => default(Done));

    public override async Task<Result<Done>> CleanUpAsync(Workshop workshop, CancellationToken cancellation)
    {
        var (cloud, make) = (workshop.Cloud, workshop.Maker);
        if (!(await make.RemoveInstanceAsync(Stray.Name, cancellation)).TryGet(out _, out var error)
            || !(await cloud.FindAsync(CloudResources.Routers, CourseTopology.RouterName, cancellation)).TryGet(out var router, out error)
            || !(await make.RemoveInterfaceAsync(router, Island, cancellation)).TryGet(out _, out error))
            return error;
        return await make.RemoveNetworkAsync(Island, cancellation);
    }

    private static async Task<Result<CloudSubnet>> SetGatewayAsync(CloudClient cloud, string address, CancellationToken cancellation) =>
        (await cloud.FindAsync(CloudResources.Subnets, Island.SubnetName, cancellation)).TryGet(out var subnet, out var error)
            ? await cloud.UpdateAsync(CloudResources.Subnets, subnet.Id, new() { ["gateway_ip"] = address }, cancellation)
            : error;
}
