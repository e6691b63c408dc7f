using System.CommandLine;
using Naru.Lab.Instances;
using Naru.Lab.Processes;

namespace Naru.Commands;

/// <summary><c>naru lab dhcpv6</c>: what instances of a lab run, whose busybox has no client for DHCPv6.</summary>
internal static class LabDhcpv6Command
{
    public static Command Create()
    {
        var device = new Option<string>("--device") { Required = true, Description = "The card." };
        var lease = new Option<FileInfo>("--lease") { Required = true, Description = "Where what was told is written to." };
        var stateless = new Option<bool>("--stateless") { Description = "Ask for name servers alone, and for no address." };
        var command = new Command("dhcpv6", "Configures a card by DHCPv6, inside of an instance.") { device, lease, stateless };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellation) =>
        {
            var card = parsed.GetRequiredValue(device);
            var told = parsed.GetValue(stateless)
                ? await Dhcpv6Client.ParametersAsync(card, cancellation)
                : await Dhcpv6Client.LeaseAsync(card, cancellation);
            foreach (var address in told.Addresses)
                await Tool.MustRunAsync("ip", ["-6", "address", "replace", $"{address}/128", "dev", card], new ToolInput(), cancellation);
            await File.AppendAllLinesAsync("/etc/resolv.conf", told.Dns.Select(server => $"nameserver {server}"), cancellation);
            await File.WriteAllLinesAsync(
                parsed.GetRequiredValue(lease).FullName,
                [$"addresses={string.Join(' ', told.Addresses)}", $"dns={string.Join(' ', told.Dns)}", $"search={string.Join(' ', told.Search)}"],
                cancellation);
            return Answer.Success;
        });
        return command;
    }
}
