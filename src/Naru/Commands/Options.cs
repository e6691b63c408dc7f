using System.CommandLine;
using Naru.Lab;
using Naru.Lab.Hosts;

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

    public static Option<int> Port() => new("--port")
    {
        Description = "Port on 127.0.0.1 at which the server answers.",
        DefaultValueFactory = _ => DefaultApiPort,
    };
}
