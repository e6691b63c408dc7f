using System.CommandLine;
using System.Globalization;
using Naru.Lab.Cloud;
using Naru.Primitives;

namespace Naru.Commands;

/// <summary><c>naru reach</c>: who reaches whom, as a matrix.</summary>
internal static class ReachCommand
{
    public static Command Create()
    {
        var lab = Options.Lab();
        var from = new Option<string?>("--from") { Description = "Who sends: a port, instance, address, security group, network or project, or 'external'." };
        var to = new Option<string?>("--to") { Description = "Who receives: the same." };
        var tcp = new Option<int?>("--tcp") { Description = "Only TCP to this port.", HelpName = "PORT" };
        var udp = new Option<int?>("--udp") { Description = "Only UDP to this port.", HelpName = "PORT" };
        var icmp = new Option<bool>("--icmp") { Description = "Only pings." };
        var project = new Option<string?>("--project") { Description = "Only ports of the project with this id." };
        var json = new Option<bool>("--json") { Description = "Prints the answer as the API gives it." };
        var command = new Command("reach", "Shows who reaches whom: exactly the packets that begin a connection and arrive.") { from, to, tcp, udp, icmp, project, json, lab };
        command.Validators.Add(result =>
        {
            if (new[] { result.GetValue(icmp), result.GetValue(tcp) is not null, result.GetValue(udp) is not null }.Count(given => given) > 1)
                result.AddError("Only one of --icmp, --tcp and --udp can be asked for.");
        });
        command.SetAction((parsed, cancellation) =>
        {
            var protocol = parsed.GetValue(tcp) is not null ? "tcp" : parsed.GetValue(udp) is not null ? "udp" : parsed.GetValue(icmp) ? "icmp" : null;
            var port = (parsed.GetValue(tcp) ?? parsed.GetValue(udp))?.ToString(CultureInfo.InvariantCulture);
            var path = Path(("from", parsed.GetValue(from)), ("to", parsed.GetValue(to)), ("project_id", parsed.GetValue(project)), ("protocol", protocol), ("port", port));
            return WithCloud.AskAsync(
                parsed.GetRequiredValue(lab), cloud => ShowAsync(cloud, path, parsed.GetValue(json), cancellation), cancellation);
        });
        return command;
    }

    private static string Path(params (string Name, string? Value)[] query) =>
        $"reach?{string.Join('&', query.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value ?? "")}"))}";

    private static async Task<Result<int>> ShowAsync(CloudClient cloud, string path, bool isJson, CancellationToken cancellation)
    {
        if (!(await cloud.AskAsync(HttpMethod.Get, path, null, cancellation)).TryGet(out var document, out var error))
            return error;
        using (document)
        {
            var reach = document.RootElement.GetProperty("reach");
            if (isJson)
                Console.WriteLine(reach.GetRawText());
            else
                ReachConsole.Show(reach);
        }
        return Answer.Success;
    }
}
