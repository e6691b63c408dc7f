using Microsoft.AspNetCore.Http;
using Naru.Compute.Validation;
using Naru.Network.FloatingIps;
using Naru.Network.Ports;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.Rest.Endpoints;

namespace Naru.Compute.Servers.Operations;

/// <summary>Security groups and addresses of instances.</summary>
internal sealed class NetworkOperations(InstancePorts ports, FloatingIpRules floatingIps) : IOperations
{
    private const int LastWithAddresses = 43;

    private static readonly Shape Group = Shapes.Object(new Member("name", Shapes.Text(1, 255)) { IsRequired = true });

    private static readonly Shape AddFixed = Shapes.Object(new Member("networkId", Shapes.AnyOf(Shapes.Uuid, Shapes.Whole(0))) { IsRequired = true });

    private static readonly Shape RemoveFixed = Shapes.Object(new Member("address", Shapes.Text(1, 64, Shapes.IsAddress, "It is not an IP address.")) { IsRequired = true });

    private static readonly Shape AddFloating = Shapes.Object(
        new Member("address", Shapes.Text(1, 64, Shapes.IsAddress, "It is not an IP address.")) { IsRequired = true },
        ("fixed_address", Shapes.Text(1, 64, Shapes.IsAddress, "It is not an IP address.")));

    public IEnumerable<ServerOperation> All =>
    [
        new("addSecurityGroup", "os-security-groups:add", Group, run => ChangeGroups(run, isAdding: true)) { IsPatient = true },
        new("removeSecurityGroup", "os-security-groups:remove", Group, run => ChangeGroups(run, isAdding: false)) { IsPatient = true },
        new("addFixedIp", "os-multinic:add", AddFixed, AddAddress) { Versions = new(Until: LastWithAddresses), Verb = "addFixedIp" },
        new("removeFixedIp", "os-multinic:remove", RemoveFixed, RemoveAddress) { Versions = new(Until: LastWithAddresses), Verb = "removeFixedIp" },
        new("addFloatingIp", "os-floating-ips:add", AddFloating, AddFloatingIp) { Versions = new(Until: LastWithAddresses), IsPatient = true },
        new("removeFloatingIp", "os-floating-ips:remove", RemoveFixed, RemoveFloatingIp) { Versions = new(Until: LastWithAddresses), IsPatient = true },
    ];

    private Result<Reply> ChangeGroups(OperationRun run, bool isAdding)
    {
        if (!NetworkChoice.Group(run.State, run.Server.ProjectId, run.Arguments.TextOf("name")!).TryGet(out var group, out var error))
            return error;
        var own = PortsOf(run).Where(port => port.PortSecurityEnabled && (isAdding || port.SecurityGroupIds.Items.Contains(group.Id))).ToList();
        if (own.Count == 0)
        {
            return isAdding
                ? NovaErrors.BadRequest($"Instance {run.Server.Id} has no port that a security group could be added to.")
                : NovaErrors.NotFound($"Security group {group.Id} not associated with the instance {run.Server.Id}");
        }
        foreach (var port in own.Where(port => port.SecurityGroupIds.Items.Contains(group.Id) != isAdding))
        {
            var groups = isAdding ? [.. port.SecurityGroupIds.Items, group.Id] : port.SecurityGroupIds.Where(id => id != group.Id).ToEquatableList();
            if (!ports.Change(run.State, port, port with { SecurityGroupIds = groups }, "security_groups").TryGet(out _, out error))
                return error;
        }
        return new Reply(StatusCodes.Status202Accepted, null);
    }

    private Result<Reply> AddAddress(OperationRun run)
    {
        var network = run.Arguments.TextOf("networkId");
        if (PortsOf(run).FirstOrDefault(port => port.NetworkId == network) is not { FixedIps.IsEmpty: false } port)
            return NovaErrors.BadRequest($"Network {network} is not one that instance {run.Server.Id} has a port of.");
        var wanted = port.FixedIps.Select(ip => new FixedIpRequest(ip.SubnetId, ip.Address)).Append(new FixedIpRequest(port.FixedIps[0].SubnetId)).ToEquatableList();
        return ports.Change(run.State, port, port with { RequestedIps = wanted }, "fixed_ips").Map(_ => run.Accept(run.Server));
    }

    private Result<Reply> RemoveAddress(OperationRun run)
    {
        var address = IpAddress.Parse(run.Arguments.TextOf("address")!);
        if (PortsOf(run).FirstOrDefault(port => port.FixedIps.Items.Any(ip => ip.Address == address)) is not { } port)
            return NovaErrors.BadRequest($"Fixed IP {address} is not of instance {run.Server.Id}.");
        var rest = port.FixedIps.Where(ip => ip.Address != address).Select(ip => new FixedIpRequest(ip.SubnetId, ip.Address)).ToEquatableList();
        return ports.Change(run.State, port, port with { RequestedIps = rest }, "fixed_ips").Map(_ => run.Accept(run.Server));
    }

    private Result<Reply> AddFloatingIp(OperationRun run)
    {
        if (!Floating(run).TryGet(out var floating, out var error))
            return error;
        var wanted = run.Arguments.TextOf("fixed_address") is { } text ? IpAddress.Parse(text) : (IpAddress?)null;
        var target = PortsOf(run).FirstOrDefault(port => port.FixedIps.Items.Any(ip => wanted is null ? ip.Address.IsV4 : ip.Address == wanted));
        if (target is null)
        {
            return NovaErrors.BadRequest(wanted is null
                ? $"No fixed IPs associated to instance {run.Server.Id}."
                : $"Specified fixed address {wanted} is not assigned to instance {run.Server.Id}.");
        }
        return Lead(run, floating, floating with { PortId = target.Id, FixedAddress = wanted ?? target.FixedIps.Items.First(ip => ip.Address.IsV4).Address });
    }

    private Result<Reply> RemoveFloatingIp(OperationRun run)
    {
        if (!Floating(run).TryGet(out var floating, out var error))
            return error;
        return PortsOf(run).Any(port => port.Id == floating.PortId)
            ? Lead(run, floating, floating with { PortId = null, FixedAddress = null })
            : NovaErrors.Conflict($"Floating IP {floating.FloatingAddress} is not associated with instance {run.Server.Id}.");
    }

    private static Result<FloatingIp> Floating(OperationRun run)
    {
        var address = IpAddress.Parse(run.Arguments.TextOf("address")!);
        return run.State.In(FloatingIpTable.Table).All.FirstOrDefault(candidate => candidate.FloatingAddress == address && candidate.ProjectId == run.Server.ProjectId) is { } floating
            ? floating
            : NovaErrors.NotFound($"Floating IP not found for address {address}.");
    }

    private Result<Reply> Lead(OperationRun run, FloatingIp before, FloatingIp wanted)
    {
        IResourceRules<FloatingIp> rules = floatingIps;
        if (!rules.Updating(run.State, run.Request.Caller, before, wanted, new Given(["port_id", "fixed_ip_address"])).TryGet(out var after, out var error))
            return NovaErrors.BadRequest(error.Message);
        after = after.Touched(run.State);
        run.State.Update(FloatingIpTable.Table, after);
        rules.Changed(run.State, before, after);
        return new Reply(StatusCodes.Status202Accepted, null);
    }

    private static IEnumerable<Port> PortsOf(OperationRun run) => run.Server.Ports.Select(own => run.State.In(PortTable.Table).Find(own.PortId)).OfType<Port>().ToList();
}
