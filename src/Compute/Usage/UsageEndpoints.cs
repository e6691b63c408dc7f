using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Requests;
using Naru.Compute.Servers;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;

namespace Naru.Compute.Usage;

/// <summary><c>/os-simple-tenant-usage</c>: for how long projects have had what.</summary>
internal sealed class UsageEndpoints(ComputeApi api)
{
    private const string Place = "os-simple-tenant-usage";

    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-dd HH:mm:ss"];

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, Place, List);
        api.Map(routes, HttpMethods.Get, Place + "/{project_id}", Show);
    }

    private static Result<Reply> List(ComputeRequest request)
    {
        if (!request.Require("os-simple-tenant-usage:list").TryGet(out _, out var error) || !Period.Read(request).TryGet(out var period, out error))
            return error;
        var isDetailed = request.Query["detailed"].FirstOrDefault() == "1";
        var projects = period.Servers(request, All(request)).GroupBy(server => server.ProjectId).ToList();
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("tenant_usages");
            foreach (var project in projects)
                Write(writer, request, period, project.Key, [.. project], isDetailed);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static Result<Reply> Show(ComputeRequest request)
    {
        var project = request.Route("project_id");
        if (!request.Require("os-simple-tenant-usage:show", project).TryGet(out _, out var error) || !Period.Read(request).TryGet(out var period, out error))
            return error;
        var servers = period.Servers(request, ComputeTables.ServersByProject.Of(request.State, project).Concat(ComputeTables.DeletedServersByProject.Of(request.State, project))).ToList();
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("tenant_usage");
            if (servers.Count == 0)
            {
                writer.WriteStartObject();
                writer.WriteEndObject();
            }
            else
            {
                Write(writer, request, period, project, servers, isDetailed: true);
            }
            writer.WriteEndObject();
        });
    }

    private static IEnumerable<Server> All(ComputeRequest request) => request.State.In(ComputeTables.Servers).All.Concat(request.State.In(ComputeTables.DeletedServers).All);

    private static void Write(Utf8JsonWriter writer, ComputeRequest request, Period period, string project, IReadOnlyList<Server> servers, bool isDetailed)
    {
        writer.WriteStartObject();
        writer.WriteString("tenant_id", project);
        writer.WriteNumber("total_hours", servers.Sum(period.HoursOf));
        writer.WriteNumber("total_local_gb_usage", servers.Sum(server => period.HoursOf(server) * (server.Flavor.Disk + server.Flavor.Ephemeral)));
        writer.WriteNumber("total_memory_mb_usage", servers.Sum(server => period.HoursOf(server) * server.Flavor.Ram));
        writer.WriteNumber("total_vcpus_usage", servers.Sum(server => period.HoursOf(server) * server.Flavor.Vcpus));
        writer.WriteString("start", Times.Exact(period.Start));
        writer.WriteString("stop", Times.Exact(period.End));
        if (isDetailed)
        {
            writer.WriteStartArray("server_usages");
            foreach (var server in servers)
                Write(writer, period, server);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Period period, Server server)
    {
        var started = server.LaunchedAt ?? server.CreatedAt;
        writer.WriteStartObject();
        writer.WriteString("instance_id", server.Id);
        writer.WriteString("name", server.Name);
        writer.WriteString("tenant_id", server.ProjectId);
        writer.WriteNumber("hours", period.HoursOf(server));
        writer.WriteString("flavor", server.Flavor.Name);
        writer.WriteNumber("local_gb", server.Flavor.Disk + server.Flavor.Ephemeral);
        writer.WriteNumber("memory_mb", server.Flavor.Ram);
        writer.WriteNumber("vcpus", server.Flavor.Vcpus);
        writer.WriteString("started_at", Times.Exact(started));
        writer.WriteString("ended_at", Times.Exact(server.DeletedAt));
        writer.WriteString("state", server.DeletedAt is null ? ServerStates.Of(server).VmState : "terminated");
        writer.WriteNumber("uptime", (long)((server.DeletedAt ?? period.Now) - started).TotalSeconds);
        writer.WriteEndObject();
    }

    private sealed record Period(DateTimeOffset Start, DateTimeOffset End, DateTimeOffset Now)
    {
        private static readonly TimeSpan Usual = TimeSpan.FromDays(28);

        public static Result<Period> Read(ComputeRequest request)
        {
            var now = TimeProvider.System.GetUtcNow();
            if (!Moment(request, "start", now - Usual).TryGet(out var start, out var error) || !Moment(request, "end", now).TryGet(out var end, out error))
                return error;
            return start > end ? NovaErrors.BadRequest("Invalid start time. The start time cannot occur after the end time.") : new Period(start, end, now);
        }

        /// <summary>Those that have existed in it, a page of them where the version has pages.</summary>
        public IEnumerable<Server> Servers(ComputeRequest request, IEnumerable<Server> all)
        {
            const int HasPages = 40;
            var existing = all.Where(server => (server.LaunchedAt ?? server.CreatedAt) < End && !(server.DeletedAt < Start)).OrderBy(server => server.Number);
            if (request.Version < HasPages)
                return existing;
            var marker = request.Query["marker"].LastOrDefault();
            var rest = marker is null ? existing : existing.SkipWhile(server => server.Id != marker).Skip(1);
            return int.TryParse(request.Query["limit"].LastOrDefault(), out var limit) && limit > 0 ? rest.Take(limit) : rest;
        }

        public double HoursOf(Server server)
        {
            var from = Max(server.LaunchedAt ?? server.CreatedAt, Start);
            var to = server.DeletedAt is { } deleted && deleted < End ? deleted : End < Now ? End : Now;
            return Math.Max(0, (to - from).TotalHours);
        }

        private static DateTimeOffset Max(DateTimeOffset first, DateTimeOffset second) => first > second ? first : second;

        private static Result<DateTimeOffset> Moment(ComputeRequest request, string name, DateTimeOffset fallback)
        {
            if (request.Query[name].FirstOrDefault() is not { Length: > 0 } text)
                return fallback;
            return DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
                ? moment
                : NovaErrors.BadRequest($"Datetime is in invalid format: '{text}' is not YYYY-MM-DDThh:mm:ss.");
        }
    }
}
