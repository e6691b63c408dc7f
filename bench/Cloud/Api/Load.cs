using System.Diagnostics;
using Naru.Bench.Figures;

namespace Naru.Bench.Api;

/// <summary>The next request of a client; null when there is no more.</summary>
/// <param name="client">Counts from 0.</param>
/// <param name="number">Of the client's requests, from 0.</param>
public delegate ApiRequest? NextRequest(int client, int number);

/// <summary>Sends requests from several clients at once, each over a connection of its own, one after the other.</summary>
public static class Load
{
    public static LoadResult Run(ApiServer server, string? token, int clients, TimeSpan atMost, NextRequest next)
    {
        var connections = Enumerable.Range(0, clients).Select(_ => KeepAliveConnection.Open(server.Port, token)).ToArray();
        try
        {
            using var start = new Barrier(clients);
            var took = new List<double>[clients];
            var refused = 0;
            var first = long.MaxValue;
            var last = 0L;
            var guard = new Lock();
            // Threads that wait in the kernel: nothing of a task scheduler is between an answer and its time.
            var threads = Enumerable.Range(0, clients).Select(client => new Thread(() =>
            {
                var times = new List<double>();
                var failures = 0;
                start.SignalAndWait();
                var begun = Stopwatch.GetTimestamp();
                var ended = begun;
                for (var number = 0; Stopwatch.GetElapsedTime(begun, ended) < atMost && next(client, number) is { } request; number++)
                {
                    var sent = Stopwatch.GetTimestamp();
                    var status = connections[client].Send(request);
                    ended = Stopwatch.GetTimestamp();
                    if (status is 200 or 201)
                        times.Add(Stopwatch.GetElapsedTime(sent, ended).TotalMilliseconds);
                    else
                        failures++;
                }
                lock (guard)
                {
                    took[client] = times;
                    refused += failures;
                    first = Math.Min(first, begun);
                    last = Math.Max(last, ended);
                }
            })).ToList();
            var before = server.ProcessorTime;
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            var serverTime = server.ProcessorTime - before;
            return new LoadResult(new Samples(took.SelectMany(times => times)), refused, Stopwatch.GetElapsedTime(first, last), serverTime);
        }
        finally
        {
            foreach (var connection in connections)
                connection.Dispose();
        }
    }
}
