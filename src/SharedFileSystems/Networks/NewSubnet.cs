using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Work;

namespace Naru.SharedFileSystems.Networks;

/// <summary>What a request says about a subnet of a share network.</summary>
internal static class NewSubnet
{
    public static Result<ShareNetworkSubnet> Read(ShareRequest request, BodyReader body)
    {
        var (net, subnet) = (body.Text("neutron_net_id"), body.Text("neutron_subnet_id"));
        var zone = request.Version.Minor >= 51 ? body.Text("availability_zone") : null;
        var metadata = request.Version.Minor >= 78 ? body.Pairs("metadata") ?? default : default;
        if (body.Problem is { } problem)
            return problem;
        if (net is null != subnet is null)
            return ManilaErrors.Invalid("Both neutron_net_id and neutron_subnet_id are needed, or neither.");
        if (zone is not null && zone != Scheduling.Zone)
            return ManilaErrors.Invalid($"There is no availability zone '{zone}'.");
        return new ShareNetworkSubnet { Id = Guid.NewGuid().ToString(), NetworkId = net, SubnetId = subnet, AvailabilityZone = zone, Metadata = metadata };
    }
}
