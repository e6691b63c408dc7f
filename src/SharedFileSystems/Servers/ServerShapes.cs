using System.Text.Json;
using Naru.Rest.Microversions;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.State;

namespace Naru.SharedFileSystems.Servers;

/// <summary>How share servers look in each version.</summary>
internal static class ServerShapes
{
    public static Shape<ShareServer> Summary(IStateReader state) => new(Common(state));

    public static Shape<ShareServer> Detail(IStateReader state) => new(
    [
        .. Common(state),
        Fields.Time<ShareServer>("created_at", server => server.CreatedAt),
        new("backend_details", (writer, server, _) => WriteDetails(writer, server)),
    ]);

    /// <summary>What administrators may want to know of it beside: its ports and their addresses.</summary>
    public static void WriteDetails(Utf8JsonWriter writer, ShareServer server)
    {
        writer.WriteStartObject();
        writer.WriteString("port_ids", string.Join(',', server.Ports.Items.Select(port => port.PortId)));
        writer.WriteString("ips", string.Join(',', server.Ports.Items.Select(port => port.Address)));
        writer.WriteEndObject();
    }

    private static ShapeField<ShareServer, Viewer>[] Common(IStateReader state) =>
    [
        Fields.Text<ShareServer>("id", server => server.Id),
        Fields.Text<ShareServer>("project_id", server => server.ProjectId),
        Fields.Time<ShareServer>("updated_at", server => server.UpdatedAt),
        Fields.Text<ShareServer>("status", server => server.Status),
        Fields.Text<ShareServer>("host", server => server.Host),
        Fields.Text<ShareServer>("share_network_name", server => NameOf(state, server)),
        Fields.Text<ShareServer>("share_network_id", server => server.ShareNetworkId),
        Fields.Flag<ShareServer>("is_auto_deletable", _ => true, since: 49),
        Fields.Text<ShareServer>("identifier", server => server.Id, since: 49),
        Fields.Text<ShareServer>("share_network_subnet_id", server => server.Ports.Items.FirstOrDefault()?.SubnetId, since: 51, until: 69),
        Fields.Nothing<ShareServer>("task_state", since: 57),
        Fields.Nothing<ShareServer>("source_share_server_id", since: 57),
        Fields.Flag<ShareServer>("security_service_update_support", _ => false, since: 63),
        Fields.Texts<ShareServer>("share_network_subnet_ids", server => server.Ports.Items.Select(port => port.SubnetId), since: 70),
        Fields.Flag<ShareServer>("network_allocation_update_support", _ => true, since: 70),
    ];

    private static string? NameOf(IStateReader state, ShareServer server) =>
        state.In(ShareTables.Networks).Find(server.ShareNetworkId) is { } network ? network.Name ?? network.Id : null;
}
