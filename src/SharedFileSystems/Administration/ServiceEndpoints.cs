using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Work;
using Naru.State;

namespace Naru.SharedFileSystems.Administration;

/// <summary><c>/services</c>: what serves shares, on which host, and whether it gets new ones; and <c>/availability-zones</c>.</summary>
internal sealed class ServiceEndpoints(ShareApi api, Store store, Scheduling scheduling, TimeProvider time)
{
    private const string ZoneId = "5d8a5f5e-0000-4000-8000-000000000001";
    private const string Scheduler = "manila-scheduler";

    private readonly DateTimeOffset _started = time.GetUtcNow();

    public void Map()
    {
        foreach (var (root, since, until) in (ReadOnlySpan<(string, int, int)>)[("os-services", 0, 6), ("services", 7, int.MaxValue)])
        {
            api.Map(HttpMethods.Get, root, List, since, until);
            foreach (var action in (string[])["enable", "disable"])
                api.Map(HttpMethods.Put, $"{root}/{action}", request => SetAsync(request, isDisabled: action == "disable"), since, until);
        }
        api.Map(HttpMethods.Get, "os-availability-zone", ListZones, until: 6);
        api.Map(HttpMethods.Get, "availability-zones", ListZones, since: 7);
    }

    private IEnumerable<(string Binary, string Host)> All => [(Scheduler, Environment.MachineName), .. scheduling.Pools.Select(pool => (Scheduling.Service, pool.ServiceHost))];

    private Result<Reply> List(ShareRequest request)
    {
        if (request.Refusal("service:index", request.Caller.ProjectId) is { } refusal)
            return refusal;
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("services");
            foreach (var ((binary, host), id) in All.Select((service, index) => (service, index + 1)))
            {
                var isDisabled = request.State.In(ShareTables.Disabled).Contains($"{binary}@{host}");
                var status = isDisabled ? "disabled" : "enabled";
                if (Is(request, "host", host) && Is(request, "binary", binary) && Is(request, "zone", Scheduling.Zone) && Is(request, "state", "up") && Is(request, "status", status))
                    WriteService(writer, id, binary, host, status);
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static bool Is(ShareRequest request, string name, string value) => request.Query(name) is not { } wanted || wanted == value;

    private void WriteService(Utf8JsonWriter writer, int id, string binary, string host, string status)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", id);
        writer.WriteString("binary", binary);
        writer.WriteString("host", host);
        writer.WriteString("zone", Scheduling.Zone);
        writer.WriteString("status", status);
        writer.WriteString("state", "up");
        writer.WriteString("updated_at", Times.Exact(time.GetUtcNow()));
        writer.WriteEndObject();
    }

    private async Task<Result<Reply>> SetAsync(ShareRequest request, bool isDisabled)
    {
        if (request.Refusal("service:update", request.Caller.ProjectId) is { } refusal)
            return refusal;
        if (request.Body.ValueKind is not JsonValueKind.Object)
            return ManilaErrors.Invalid("The body must be an object with 'host' and 'binary'.");
        var body = new BodyReader(request.Body);
        var (host, binary) = (body.NeededText("host"), body.NeededText("binary"));
        if (body.Problem is { } problem)
            return problem;
        if (!All.Contains((binary, host)))
            return ManilaErrors.NotFound("Service", $"{binary}@{host}");
        return await store.WriteAsync(request.Write, state =>
        {
            var id = $"{binary}@{host}";
            if (!isDisabled)
                state.Delete(ShareTables.Disabled, id);
            else if (!state.In(ShareTables.Disabled).Contains(id))
                state.Insert(ShareTables.Disabled, new ServiceSetting(id, state.Time));
            return (Result<Reply>)Reply.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("host", host);
                writer.WriteString("binary", binary);
                writer.WriteBoolean("disabled", isDisabled);
                writer.WriteEndObject();
            });
        });
    }

    private Result<Reply> ListZones(ShareRequest request)
    {
        if (request.Refusal("availability_zone:index", request.Caller.ProjectId) is { } refusal)
            return refusal;
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("availability_zones");
            writer.WriteStartObject();
            writer.WriteString("id", ZoneId);
            writer.WriteString("name", Scheduling.Zone);
            writer.WriteString("created_at", Times.Exact(_started));
            writer.WriteNull("updated_at");
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }
}
