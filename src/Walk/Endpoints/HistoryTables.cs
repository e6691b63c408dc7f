using Naru.Network;

namespace Naru.Walk.Endpoints;

/// <summary>The tables whose documents may be shown field by field: those of the Networking API.</summary>
internal static class HistoryTables
{
    public static readonly HashSet<string> Shown = [.. NetworkTables.All.Select(table => table.Name)];
}
