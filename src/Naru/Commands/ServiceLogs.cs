using Microsoft.Extensions.Logging;

namespace Naru.Commands;

/// <summary>How server and agent log: one line an event, to the standard output, in UTC.</summary>
internal static class ServiceLogs
{
    public static void Configure(ILoggingBuilder logging) => logging
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.UseUtcTimestamp = true;
        })
        .AddFilter("Grpc", LogLevel.Warning)
        .AddFilter("Microsoft", LogLevel.Warning);
}
