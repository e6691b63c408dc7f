using System.CommandLine;
using Naru.Lab.Checks;
using Naru.Primitives;

namespace Naru.Commands;

/// <summary><c>naru lab tagged-ping</c>: what checks run inside of an instance to speak in a network of its trunk.</summary>
internal static class LabTaggedPingCommand
{
    public static Command Create()
    {
        var device = new Option<string>("--device") { Required = true, Description = "The card." };
        var vlan = new Option<int>("--vlan") { Required = true, Description = "The tag." };
        var mac = new Option<string>("--mac") { Required = true, Description = "The sender's MAC address." };
        var address = new Option<string>("--address") { Required = true, Description = "The sender's IPv4 address." };
        var targetMac = new Option<string>("--target-mac") { Required = true, Description = "The receiver's MAC address." };
        var target = new Option<string>("--target") { Required = true, Description = "The receiver's IPv4 address." };
        var sequence = new Option<ushort>("--sequence") { Description = "The number of the ping." };
        var command = new Command("tagged-ping", "Sends a ping with a VLAN tag.") { device, vlan, mac, address, targetMac, target, sequence };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            TaggedPing.Send(
                parsed.GetRequiredValue(device),
                parsed.GetRequiredValue(vlan),
                (MacAddress.Parse(parsed.GetRequiredValue(mac)), IpAddress.Parse(parsed.GetRequiredValue(address))),
                (MacAddress.Parse(parsed.GetRequiredValue(targetMac)), IpAddress.Parse(parsed.GetRequiredValue(target))),
                parsed.GetValue(sequence));
            return Answer.Success;
        });
        return command;
    }
}
