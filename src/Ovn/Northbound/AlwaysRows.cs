using Naru.Ovn.Rows;
using Naru.Protocols.Ovsdb.Models.OvnNorthbound;

namespace Naru.Ovn.Northbound;

/// <summary>What is there whatever the cloud holds: the group whose members are closed until a rule opens them, and the meter of logs.</summary>
internal static class AlwaysRows
{
    private const int DropPriority = 1000;
    private const int DhcpPriority = 1001;
    private const int DhcpServerPriority = 1003;

    /// <summary>Messages a second and at once, the defaults of Neutron's log driver.</summary>
    private const int LogRate = 100;
    private const int LogBurst = 25;

    public static UnitRows Of()
    {
        var rows = new RowSet();
        var group = rows.Add(new PortGroup { Uuid = RowIds.DropGroup.Uuid, Name = OvnNames.DropGroup, ExternalIds = OwnIds.Of("always", "") });
        AddAcl(rows, group, "from-lport", "inport", "ip", DropPriority, "drop");
        AddAcl(rows, group, "to-lport", "outport", "ip", DropPriority, "drop");
        // As in the other modes, who may send nothing may still ask for its address. ML2/OVN needs a rule for that.
        AddAcl(rows, group, "from-lport", "inport", "ip4 && udp && udp.src == 68 && udp.dst == 67", DhcpPriority, "allow-related");
        AddAcl(rows, group, "from-lport", "inport", "ip6 && udp && udp.src == 546 && udp.dst == 547", DhcpPriority, "allow-related");
        // DHCP's answers are the network's, whatever rules let out.
        AddAcl(rows, group, "from-lport", "inport", "ip4 && udp && udp.src == 67 && udp.dst == 68", DhcpServerPriority, "drop");
        AddAcl(rows, group, "from-lport", "inport", "ip6 && udp && udp.src == 547 && udp.dst == 546", DhcpServerPriority, "drop");
        var band = rows.Add(new MeterBand
        {
            Uuid = RowIds.Of("always", "log-band"), Action = "drop", Rate = LogRate, BurstSize = LogBurst, ExternalIds = OwnIds.Of("always", ""),
        });
        rows.Add(new Meter
        {
            Uuid = RowIds.Of("always", "log-meter"), Name = OvnNames.LogMeter, Unit = "pktps", Fair = true, Bands = [band.Uuid],
            ExternalIds = OwnIds.Of("always", ""),
        });
        return rows.Done();
    }

    private static void AddAcl(RowSet rows, RowKey group, string direction, string port, string match, int priority, string action) => rows.AddTo(
        group, PortGroup.Columns.Acls.Name, new ACL
        {
            Uuid = RowIds.Of("drop", $"{direction}/{match}"),
            Direction = direction,
            Priority = priority,
            Match = $"{port} == @{OvnNames.DropGroup} && {match}",
            Action = action,
            ExternalIds = OwnIds.Of("always", ""),
        });
}
