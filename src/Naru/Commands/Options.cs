using System.CommandLine;
using Naru.Lab;
using Naru.Lab.Hosts;
using Naru.Primitives;

namespace Naru.Commands;

/// <summary>The options that several commands share.</summary>
internal static class Options
{
    /// <summary>Where the server of a lab listens on loopback when nothing else is said; the services of OpenStack use none of these numbers.</summary>
    public const int DefaultApiPort = 5080;

    public static Option<string> Lab() => new("--lab")
    {
        Description = "Name of the lab; several can be up at once.",
        DefaultValueFactory = _ => LabDirectory.DefaultName,
    };

    public static Option<int> Computes()
    {
        var option = new Option<int>("--computes")
        {
            Description = "Number of compute hosts.",
            DefaultValueFactory = _ => 2,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > LabHost.MostComputes)
                result.AddError($"--computes is a number from 1 to {LabHost.MostComputes}.");
        });
        return option;
    }

    public static Option<int> NetworkHosts()
    {
        var option = new Option<int>("--network-hosts")
        {
            Description = "Number of network hosts.",
            DefaultValueFactory = _ => 1,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > LabHost.MostNetworkHosts)
                result.AddError($"--network-hosts is a number from 1 to {LabHost.MostNetworkHosts}.");
        });
        return option;
    }

    public static Option<string?> Mode()
    {
        var option = new Option<string?>("--mode")
        {
            Description = "What switches packets on the hosts: 'ovs' (Open vSwitch), 'linuxbridge', 'mixed' (Linux bridges on every second compute host), or 'ovn' (Open vSwitch, programmed by OVN). A lab that is up keeps its own.",
        };
        option.AcceptOnlyFromAmong([.. LabModes.ByName.Keys]);
        return option;
    }

    /// <summary>The mode for a lab: what is asked for, or what the lab has; an error when it has another one.</summary>
    public static Result<LabMode> ModeOf(LabDirectory directory, string? asked)
    {
        var known = LabState.Load(directory)?.Mode;
        if (asked is null)
            return known ?? LabMode.OpenVSwitch;
        var wanted = LabModes.ByName[asked];
        return known is { } mode && mode != wanted
            ? Error.Conflict("OtherMode", $"The lab '{directory.Name}' is up in mode '{mode.Name()}': leave '--mode' out, or end it with 'naru down' first.")
            : wanted;
    }

    /// <summary>Of those that projects can have; flat and local ones are made by their provider attributes.</summary>
    public static Option<string?> NetworkType()
    {
        var option = new Option<string?>("--type") { Description = "Type of the projects' networks: vxlan (the default), gre, geneve or vlan." };
        option.AcceptOnlyFromAmong("vxlan", "gre", "geneve", "vlan");
        return option;
    }

    public static Option<int> Port() => new("--port")
    {
        Description = "Port on 127.0.0.1 at which the server answers.",
        DefaultValueFactory = _ => DefaultApiPort,
    };
}
