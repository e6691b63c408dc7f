using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Naru.Network.Ports;
using Naru.Ovn.Comparing;
using Naru.Ovn.Rows;

namespace Naru.Ovn.Specs;

/// <summary>Rows as an operator would like to read them: ids by their names, and no revision numbers.</summary>
internal static partial class RowText
{
    public static string Of(OvnCloud cloud, Func<Unit, bool> concerns)
    {
        var names = Names(cloud);
        var sections = Northbound.NorthboundTranslation.Units(cloud.State).Where(concerns)
            .OrderBy(unit => unit.Kind)
            .Select(unit => (Kind: $"{(int)unit.Kind:00}", Text: Section(unit, Northbound.NorthboundTranslation.Rows(cloud.State, unit))))
            .Where(section => section.Text.Length > 0)
            .Select(section => (section.Kind, Text: Random().Replace(Named(section.Text, names), "")))
            .OrderBy(section => section.Kind + section.Text, StringComparer.Ordinal);
        return string.Join('\n', sections.Select(section => section.Text));
    }

    private static string Named(string text, Dictionary<string, string> names) => names.OrderByDescending(pair => pair.Key.Length)
        .Aggregate(text, (all, pair) => all.Replace(pair.Key, pair.Value, StringComparison.OrdinalIgnoreCase));

    private static string Section(Unit unit, UnitRows rows)
    {
        if (rows.Rows.Count == 0 && rows.Shares.Count == 0)
            return "";
        var text = new StringBuilder($"# {unit.Kind} {unit.Id}\n");
        foreach (var row in rows.Rows)
        {
            text.Append(row.Key.Table).Append('\n');
            foreach (var (column, value) in row.Columns.Columns)
                text.Append(CultureInfo.InvariantCulture, $"    {column} = {value}\n");
            foreach (var share in rows.Shares.Where(share => share.Element.AsUuid == row.Key.Uuid && OwnTables.Of(share.Row.Table).Shared.GetValueOrDefault(share.Column) == row.Key.Table))
                text.Append(CultureInfo.InvariantCulture, $"    in {share.Row.Table} {share.Row.Uuid} {share.Column}\n");
        }
        foreach (var share in rows.Shares.Where(share => !rows.Rows.Any(row => row.Key.Uuid == share.Element.AsUuid)))
            text.Append(CultureInfo.InvariantCulture, $"    {share.Row.Table} {share.Row.Uuid} {share.Column}: {share.Element}{(share.Value is { } value ? $" = {value}" : "")}\n");
        return text.ToString();
    }

    private static Dictionary<string, string> Names(OvnCloud cloud)
    {
        var names = new Dictionary<string, string>();
        foreach (var (name, id) in cloud.Ids)
        {
            names[id] = name;
            names[id.Replace('-', '_')] = name;
        }
        foreach (var port in cloud.State.In(PortTable.Table).All)
        {
            var name = names.GetValueOrDefault(port.Id) ?? $"{port.DeviceOwner[(port.DeviceOwner.IndexOf(':') + 1)..]}-port({names.GetValueOrDefault(port.NetworkId)})";
            names[port.Id] = name;
            names[port.MacAddress.ToString()] = $"mac({name})";
        }
        // What rows are called by who refers to them: by their table and owner.
        foreach (var unit in Northbound.NorthboundTranslation.Units(cloud.State))
        {
            foreach (var row in Northbound.NorthboundTranslation.Rows(cloud.State, unit).Rows)
                names.TryAdd(row.Key.Uuid.ToString(), $"<{row.Key.Table}>");
        }
        foreach (var segment in cloud.State.In(Network.Segments.SegmentTable.Table).All)
            names[segment.Id] = $"segment({names.GetValueOrDefault(segment.NetworkId)})";
        return names;
    }

    // What no test decides: counts of changes, and an address that is made from an id.
    [GeneratedRegex(@"(, )?neutron:revision_number=\d+|(, )?server_mac=[0-9a-f:]+|(?<=[{ ])server_id=fa:[0-9a-f:]+")]
    private static partial Regex Random();
}
