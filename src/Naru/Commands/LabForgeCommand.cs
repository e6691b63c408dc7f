using System.CommandLine;
using Naru.Lab.Checks;
using Naru.Primitives;

namespace Naru.Commands;

/// <summary><c>naru lab forge</c>: what checks run inside of an instance to see whether it is kept from it.</summary>
internal static class LabForgeCommand
{
    public static Command Create()
    {
        var device = new Option<string>("--device") { Required = true, Description = "The card." };
        var router = new Option<bool>("--router") { Description = "Pretends to be a router." };
        var neighbour = new Option<string?>("--neighbour") { Description = "Pretends to have this IPv6 address." };
        var command = new Command("forge", "Sends forged packets of neighbour discovery.") { device, router, neighbour };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(router))
                Ipv6Forger.SendRouterAdvertisement(parsed.GetRequiredValue(device));
            if (parsed.GetValue(neighbour) is { } address)
                Ipv6Forger.SendNeighbourAdvertisement(parsed.GetRequiredValue(device), IpAddress.Parse(address));
            return Answer.Success;
        });
        return command;
    }
}
