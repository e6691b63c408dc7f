using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.BlockStorage.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;
using Naru.State;

namespace Naru.BlockStorage.Services;

/// <summary><c>/os-services</c>: the parts of this program under the names that Cinder's have.</summary>
internal sealed class ServiceEndpoints(VolumeApi api, VolumeBackends backends, BlockStorageOptions options, Store store)
{
    private const int HasClusters = 7;
    private const int HasBackendState = 49;

    private static readonly Member[] Named =
    [
        new("binary", Check.Text(1, Limits.NameLength)),
        new("service", Check.Text(1, Limits.NameLength)),
        new("host", Check.Text(1, Limits.NameLength)) { IsRequired = true },
        new("disabled_reason", Check.Text(1, Limits.NameLength)),
        new("cluster", Check.OrNull(Check.Text(1, Limits.NameLength))) { Since = HasClusters },
        new("backend_id", Check.OrNull(Check.Text(1, Limits.NameLength))),
    ];

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, "os-services", List);
        api.Map(routes, HttpMethods.Put, "os-services/{id}", ActAsync);
    }

    private Result<Reply> List(VolumeRequest request)
    {
        if (request.Refusal("volume_extension:services:index") is { } refusal)
            return refusal;
        var (host, binary) = (request.Query["host"].ToString(), request.Query["binary"].ToString());
        var found = ServiceRecords.All(backends, options).Where(service => (host.Length == 0 || service.Host == host || service.Host.Split('@')[0] == host)
            && (binary.Length == 0 || service.Binary == binary));
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("services");
            foreach (var service in found)
                Write(writer, request, service.Binary, service.Host);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, VolumeRequest request, string binary, string host)
    {
        var record = ServiceRecords.Of(request.State, binary, host);
        writer.WriteStartObject();
        writer.WriteString("binary", binary);
        writer.WriteString("host", host);
        writer.WriteString("zone", ServiceRecords.Zone);
        writer.WriteString("status", StatusOf(record));
        writer.WriteString("state", "up");
        // It is this process that answers.
        writer.WriteString("updated_at", Times.Exact(DateTimeOffset.UtcNow));
        writer.WriteString("disabled_reason", record.Reason);
        if (binary == ServiceRecords.Volume)
        {
            writer.WriteString("replication_status", "disabled");
            writer.WriteString("active_backend_id", (string?)null);
            writer.WriteBoolean("frozen", record.IsFrozen);
            if (request.Has(HasBackendState))
                writer.WriteString("backend_state", "up");
        }
        if (request.Has(HasClusters))
            writer.WriteString("cluster", (string?)null);
        writer.WriteEndObject();
    }

    private async Task<Result<Reply>> ActAsync(VolumeRequest request)
    {
        var action = request.Id;
        if (action is not ("enable" or "disable" or "disable-log-reason" or "freeze" or "thaw" or "failover_host" or "failover" or "get-log" or "set-log"))
            return Error.NotFound("NotFound", $"There is no operation '{action}' on services.");
        if (request.Refusal("volume_extension:services:update") is { } refusal)
            return refusal;
        if (action is "failover_host" or "failover")
            return Error.Invalid("Invalid input received: no backend here has a replica that it could fail over to.");
        if (action is "get-log" or "set-log")
            return CinderErrors.NotSupported("The levels of the log are those of the program: see its configuration.");
        if (!(await request.BodyAsync()).TryGet(out var body, out var error)
            || !new BodySchema(action, Named).ReadInner(body, request.Version).TryGet(out var fields, out error))
        {
            return error;
        }
        var reason = fields.Text("disabled_reason");
        if (action == "disable-log-reason" && reason is null)
            return Error.Invalid("Invalid input for field/attribute disabled_reason: it is required.");
        var host = fields.Text("host")!;
        var binary = fields.Text("binary") ?? fields.Text("service") ?? ServiceRecords.Volume;
        if (!ServiceRecords.All(backends, options).Contains((binary, host)))
        {
            var message = $"Service {binary} could not be found on host {host}.";
            return action is "freeze" or "thaw" ? Error.Invalid(message) : Error.NotFound("ServiceNotFound", message);
        }
        var written = await store.WriteAsync(request.Write, state =>
        {
            var former = ServiceRecords.Of(state, binary, host);
            var record = Changed(former, action, reason) with { UpdatedAt = state.Time };
            if (state.In(BlockStorageTables.Services).Contains(record.Id))
                state.Update(BlockStorageTables.Services, record);
            else
                state.Insert(BlockStorageTables.Services, record);
            return (Result<ServiceRecord>)record;
        });
        return written.Map(record => action is "freeze" or "thaw" ? new Reply(StatusCodes.Status200OK, null) : Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("host", host);
            writer.WriteString("service", binary);
            writer.WriteString("binary", binary);
            writer.WriteBoolean("disabled", record.IsDisabled);
            writer.WriteString("status", StatusOf(record));
            if (action != "disable")
                writer.WriteString("disabled_reason", record.Reason);
            writer.WriteEndObject();
        }));
    }

    private static ServiceRecord Changed(ServiceRecord record, string action, string? reason) => action switch
    {
        "enable" => record with { IsDisabled = false, Reason = null },
        "freeze" => record with { IsFrozen = true },
        "thaw" => record with { IsFrozen = false },
        _ => record with { IsDisabled = true, Reason = reason },
    };

    private static string StatusOf(ServiceRecord record) => record.IsDisabled ? "disabled" : "enabled";
}
