using Naru.Lab;
using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Spectre.Console;

namespace Naru.Commands;

/// <summary>Says how to go on after <c>naru up</c>.</summary>
internal static class WhatNext
{
    public static void Print(LabDirectory directory, LabState state, bool hasCourse)
    {
        var lab = directory.Name == LabDirectory.DefaultName ? "" : $" --lab {directory.Name}";
        var grid = new Grid().AddColumns(2);
        Add(grid, $"eval \"$(./naru openrc{lab})\"", "makes 'openstack network list' and the like work in this shell");
        Add(grid, $"./naru lab exec{lab} network -- ip netns list", "the namespaces of routers and DHCP");
        if (state.Mode is LabMode.LinuxBridge)
            Add(grid, $"./naru lab exec{lab} compute-1 -- brctl show", "the bridges of a host");
        else
            Add(grid, $"./naru lab exec{lab} compute-1 -- ovs-vsctl show", "the bridges of a host; 'brctl show' has the Linux ones");
        if (hasCourse)
            Add(grid, $"./naru lab exec{lab} vm1 -- ping 198.51.100.1", "from an instance to the outside");
        Add(grid, $"./naru down{lab}", "ends all of it and leaves nothing");
        AnsiConsole.MarkupLineInterpolated($"The APIs answer at [bold]{CloudCredentials.RootOf(state)}[/]. How to go on:");
        AnsiConsole.Write(grid);
    }

    private static void Add(Grid grid, string command, string purpose) =>
        grid.AddRow(new Text($"  {command}", new Style(decoration: Decoration.Bold)), new Text(purpose));
}
