namespace Naru.Network.Nova;

/// <summary>An event of <c>POST /os-server-external-events</c> (Compute API v2.1).</summary>
/// <param name="Server">The instance: the port's <c>device_id</c>.</param>
/// <param name="Tag">The port.</param>
/// <param name="Status"><c>completed</c> or <c>failed</c>; null where Neutron sends none.</param>
public sealed record NovaEvent(string Name, string Server, string Tag, string? Status = null)
{
    public const string Plugged = "network-vif-plugged";
    public const string Unplugged = "network-vif-unplugged";
    public const string Deleted = "network-vif-deleted";
    public const string Changed = "network-changed";
}
