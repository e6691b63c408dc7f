namespace Naru.Network.Ports.Bindings;

/// <summary>A binding of a port to one of several hosts. One is active: packets go there.</summary>
public sealed record HostBinding(PortBinding Binding, bool IsActive)
{
    /// <summary>All bindings of a port, the active one first. That of an unbound port has no host.</summary>
    public static IEnumerable<HostBinding> Of(Port port) =>
        port.InactiveBindings.Items.Select(binding => new HostBinding(binding, IsActive: false)).Prepend(new HostBinding(port.Binding, IsActive: true));
}
