using System.CommandLine;
using System.Net;
using Microsoft.Extensions.Logging;
using Naru.Agent;
using Naru.Agent.Server;

namespace Naru.Commands;

/// <summary><c>naru agent</c>: keeps the data plane of one host in line.</summary>
internal static class AgentCommand
{
    public static Command Create()
    {
        var server = new Option<string>("--server") { Description = "The server: unix:PATH, or https://HOST:PORT.", Required = true };
        var host = new Option<string>("--host")
        {
            Description = "The name of this host, as ports are bound to it.",
            DefaultValueFactory = _ => Dns.GetHostName(),
        };
        var config = new Option<FileInfo>("--config") { Description = "The host's configuration (JSON).", Required = true };
        var command = new Command("agent", "Keeps the data plane of this host in line with the cloud.") { server, host, config };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (!AgentConfiguration.Read(parsed.GetRequiredValue(config).FullName).TryGet(out var configuration, out var error)
                || !ServerChannel.Open(parsed.GetRequiredValue(server), configuration).TryGet(out var channel, out error))
            {
                return Answer.Refuse(error);
            }
            using (channel)
            {
                await RunAsync(parsed.GetRequiredValue(host), configuration, channel, cancellation);
            }
            return Answer.Success;
        });
        return command;
    }

    private static async Task RunAsync(
        string host, AgentConfiguration configuration, Grpc.Net.Client.GrpcChannel channel, CancellationToken cancellation)
    {
        using var logs = LoggerFactory.Create(ServiceLogs.Configure);
        await NodeAgent.RunAsync(host, typeof(AgentCommand).Assembly.GetName().Version?.ToString(3) ?? "0", configuration, channel, logs, cancellation);
    }
}
