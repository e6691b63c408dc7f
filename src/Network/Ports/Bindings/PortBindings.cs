using Naru.Network.Ml2.MechanismDrivers;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Ports.Bindings;

/// <summary>
/// Bindings of one port to several hosts, for instances that move while they run: Compute binds the port on the host to come,
/// plugs there, and activates the binding when the instance has arrived.
/// </summary>
public sealed class PortBindings(PortLifecycle ports, PortBinder binder, PortRules rules)
{
    private const string SharePrefix = "manila:";

    /// <summary>Refuses ports that cannot move: routers' and the like.</summary>
    internal static Result<Done> CheckMovable(Port port) =>
        port.DeviceOwner.StartsWith(DeviceOwners.ComputePrefix, StringComparison.Ordinal) || port.DeviceOwner.StartsWith(SharePrefix, StringComparison.Ordinal)
            ? Done.Ok
            : NetworkErrors.Invalid("BadRequest",
                $"Bad port request: Invalid port {port.Id}. Operation only valid on compute and shared filesystem ports.");

    public static Result<HostBinding> Find(Port port, string host) =>
        HostBinding.Of(port).FirstOrDefault(binding => binding.Binding.Host == host && host.Length > 0) is { } found
            ? found
            : Error.NotFound("PortBindingNotFound", $"Binding for port {port.Id} for host {host} could not be found.");

    /// <summary>Binds the port on one more host, where nothing is wired until the binding is activated.</summary>
    public Result<HostBinding> Create(Transaction state, Port port, PortBinding wanted)
    {
        if (Find(port, wanted.Host).Succeeded)
            return Error.Conflict("PortBindingAlreadyExists", $"Binding for port {port.Id} on host {wanted.Host} already exists.");
        if (!Bind(state, port, wanted).TryGet(out var bound, out var error))
            return error;
        Store(state, port, port with { InactiveBindings = [.. port.InactiveBindings.Items, bound] });
        return new HostBinding(bound, IsActive: false);
    }

    /// <summary>Binds anew with another type of card or profile.</summary>
    internal Result<HostBinding> Update(Transaction state, Port port, HostBinding before, PortBinding wanted)
    {
        if (!Bind(state, port, wanted).TryGet(out var bound, out var error))
            return error;
        if (!before.IsActive)
        {
            Store(state, port, port with { InactiveBindings = port.InactiveBindings.Select(other => other == before.Binding ? bound : other).ToEquatableList() });
            return before with { Binding = bound };
        }
        if (!Settle(state, port, port with { Binding = wanted }).TryGet(out var settled, out error))
            return error;
        return new HostBinding(settled.Binding, IsActive: true);
    }

    /// <summary>Packets go to this host from now on; the host that had them so far unwires the port and keeps an inactive binding.</summary>
    public Result<HostBinding> Activate(Transaction state, Port port, string host)
    {
        if (!Find(port, host).TryGet(out var chosen, out var error))
            return error;
        if (chosen.IsActive)
            return Error.Conflict("PortBindingAlreadyActive", $"Binding for port {port.Id} on host {host} is already active.");
        var rest = port.InactiveBindings.Where(other => other != chosen.Binding);
        if (port.Binding.Host.Length > 0)
            rest = rest.Append(port.Binding with { VifType = VifTypes.Unbound, Driver = null, SegmentId = null, Details = null });
        var moved = port with { Binding = chosen.Binding, InactiveBindings = rest.ToEquatableList(), Status = PortStatus.Down };
        return Settle(state, port, moved with { Provisioned = moved.Provisioned & ProvisioningSteps.Dhcp })
            .Then<HostBinding>(settled => settled.Binding.IsBound ? new HostBinding(settled.Binding, IsActive: true) : Failed(port, host));
    }

    /// <summary>Without its active binding the port is unbound; the others stay.</summary>
    public Result<Done> Delete(Transaction state, Port port, HostBinding binding)
    {
        if (binding.IsActive)
            return Settle(state, port, port with { Binding = port.Binding with { Host = "" } }).Map(_ => default(Done));
        Store(state, port, port with { InactiveBindings = port.InactiveBindings.Where(other => other != binding.Binding).ToEquatableList() });
        return Done.Ok;
    }

    private Result<PortBinding> Bind(IStateReader state, Port port, PortBinding wanted) =>
        binder.BindingOf(state, port with { Binding = wanted }) is { IsBound: true } bound ? bound : Failed(port, wanted.Host);

    private Result<Port> Settle(Transaction state, Port before, Port after)
    {
        if (!ports.Settle(state, before, after).TryGet(out var settled, out var error))
            return error;
        return Store(state, before, settled);
    }

    private Port Store(Transaction state, Port before, Port after)
    {
        after = after.Touched(state);
        state.Update(PortTable.Table, after);
        rules.Changed(state, before, after);
        return after;
    }

    private static Error Failed(Port port, string host) => Error.Conflict("PortBindingError",
        $"Binding for port {port.Id} on host {host} could not be created or updated: its agent is away, or cannot reach the network.");
}
