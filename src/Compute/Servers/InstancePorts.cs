using Naru.Network.Ports;
using Naru.Network.Ports.Bindings;
using Naru.Network.Quotas;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Compute.Servers;

/// <summary>Makes, binds and removes the ports of instances, by the rules of the Networking API.</summary>
internal sealed class InstancePorts(PortRules rules, PortBindings bindings, NetworkQuotas quotas)
{
    /// <summary>Makes a port for an instance and plugs it into the instance's host.</summary>
    public Result<Port> Create(Transaction state, Caller caller, Server server, string zone, PortWish wish)
    {
        var draft = new Port
        {
            Id = Guid.NewGuid().ToString(),
            ProjectId = server.ProjectId,
            NetworkId = wish.NetworkId,
            DeviceId = server.Id,
            DeviceOwner = DeviceOwners.ComputePrefix + zone,
            DnsName = server.HostName,
            SecurityGroupIds = wish.SecurityGroupIds,
            RequestedIps = wish.Address is { } address ? [new FixedIpRequest(null, address)] : null,
            Binding = new PortBinding { Host = server.Host },
            CreatedAt = state.Time,
            UpdatedAt = state.Time,
            RevisionNumber = 1,
        };
        var given = new Given(wish.SecurityGroupIds.IsEmpty ? [] : ["security_groups"]);
        if (!rules.Referring(state, caller, draft, given).TryGet(out draft, out var error) || !rules.Creating(state, caller, draft, given).TryGet(out var port, out error))
            return error;
        state.Insert(PortTable.Table, port);
        if (!quotas.Check(state, port.ProjectId, "port").TryGet(out _, out error))
        {
            state.Delete(PortTable.Table, port.Id);
            return error;
        }
        rules.Changed(state, null, port);
        return port;
    }

    /// <summary>Plugs a port that exists into the instance's host.</summary>
    public Result<Port> Bind(Transaction state, Port port, Server server, string zone) => Change(state, port, port with
    {
        DeviceId = server.Id,
        DeviceOwner = DeviceOwners.ComputePrefix + zone,
        DnsName = port.DnsName.Length > 0 ? port.DnsName : server.HostName,
        Binding = port.Binding with { Host = server.Host },
    });

    /// <summary>Plugs all ports of an instance into its host; without one they are unplugged.</summary>
    public void Follow(Transaction state, Server server, string zone)
    {
        foreach (var own in server.Ports)
        {
            if (state.In(PortTable.Table).Find(own.PortId) is { } port)
                Bind(state, port, server, zone);
        }
    }

    /// <summary>Binds all ports of an instance on the host that it goes to while it runs, beside the one that it is on: packets go there when they are moved.</summary>
    /// <returns>Why one cannot be bound there; then none is.</returns>
    public Result<Done> Prepare(Transaction state, Server server, string target)
    {
        foreach (var port in PortsOf(state, server))
        {
            var wanted = new PortBinding { Host = target, VnicType = port.Binding.VnicType, Profile = port.Binding.Profile };
            if (PortBindings.Find(port, target).Succeeded || bindings.Create(state, port, wanted).TryGet(out _, out var refused))
                continue;
            Unprepare(state, server, target);
            return refused;
        }
        return Done.Ok;
    }

    /// <summary>Takes back <see cref="Prepare"/>.</summary>
    public void Unprepare(Transaction state, Server server, string target)
    {
        foreach (var port in PortsOf(state, server))
        {
            if (PortBindings.Find(port, target).TryGet(out var binding, out _) && !binding.IsActive)
                bindings.Delete(state, port, binding);
        }
    }

    /// <summary>Packets go to the host that the instance has come to, and nothing of its ports stays at the one before.</summary>
    public void Move(Transaction state, Server server, string former, string zone)
    {
        foreach (var port in PortsOf(state, server))
            bindings.Activate(state, port, server.Host);
        // What somebody has unbound in the meantime is bound anew.
        Follow(state, server, zone);
        Unprepare(state, server, former);
    }

    private static List<Port> PortsOf(IStateReader state, Server server) => [.. server.Ports.Select(own => state.In(PortTable.Table).Find(own.PortId)).OfType<Port>()];

    /// <summary>Lets go of a port: one that was made for the instance is deleted, one that was given is as it was before.</summary>
    public void Release(Transaction state, ServerPort own)
    {
        if (state.In(PortTable.Table).Find(own.PortId) is not { } port)
            return;
        if (own.IsOwn)
            Delete(state, port);
        else
            Change(state, port, port with { DeviceId = "", DeviceOwner = "", Binding = new PortBinding { VnicType = port.Binding.VnicType, Profile = port.Binding.Profile }, InactiveBindings = [] });
    }

    public Result<Port> Change(Transaction state, Port before, Port after, params IEnumerable<string> given)
    {
        if (!rules.Updating(state, Caller.System, before, after, new Given(given)).TryGet(out var settled, out var error))
            return error;
        if (settled == before)
            return before;
        settled = settled.Touched(state);
        state.Update(PortTable.Table, settled);
        rules.Changed(state, before, settled);
        return settled;
    }

    private void Delete(Transaction state, Port port)
    {
        // Whatever else holds on to the port, such as a trunk, keeps it: it is then a port of nobody.
        if (rules.Deleting(state, Caller.System, port).Succeeded)
        {
            state.Delete(PortTable.Table, port.Id);
            rules.Changed(state, port, null);
        }
        else
        {
            Change(state, port, port with { DeviceId = "", DeviceOwner = "", Binding = new PortBinding(), InactiveBindings = [] });
        }
    }
}
