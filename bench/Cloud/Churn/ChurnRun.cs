using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Naru.Bench.Api;

namespace Naru.Bench.Churn;

/// <summary>Many clients create, change and delete related objects at once; afterwards the cloud has to be sound.</summary>
public static class ChurnRun
{
    private const int MostFaults = 20;

    public static ChurnResult Run(ApiServer server, int clients, TimeSpan time)
    {
        using var cloud = new ChurnCloud(server);
        var projects = cloud.Tokens.Select(_ => new KnownIds()).ToList();
        var faults = new List<string>();
        var guard = new Lock();
        var (done, refused) = (0, 0);
        var begun = Stopwatch.GetTimestamp();
        var threads = Enumerable.Range(0, clients).Select(client => new Thread(() =>
        {
            var project = client % projects.Count;
            var requests = new ChurnRequests(projects[project], projects[(project + 1) % projects.Count], cloud.External);
            using var connection = KeepAliveConnection.Open(server.Port, cloud.Tokens[project]);
            while (Stopwatch.GetElapsedTime(begun) < time)
            {
                var (request, makes) = requests.Next(Random.Shared);
                var status = connection.Send(request);
                if (status >= 500)
                {
                    lock (guard)
                        faults.Add($"{request.Method} {request.Path} {request.Body}: {status} {Encoding.UTF8.GetString(connection.Body.Span)}");
                }
                Interlocked.Increment(ref status < 300 ? ref done : ref refused);
                if (status == 201 && makes is not null)
                    projects[project].Add(makes, IdOf(connection.Body), Random.Shared);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        var elapsed = Stopwatch.GetElapsedTime(begun);
        return new ChurnResult(done, refused, elapsed, [.. faults.Concat(cloud.Faults()).Take(MostFaults)]);
    }

    private static string IdOf(ReadOnlyMemory<byte> body) => JsonNode.Parse(body.Span)!.AsObject().First().Value!["id"]!.GetValue<string>();
}
