using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Images.Documents;
using Naru.Images.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;
using Naru.State;

namespace Naru.Images.Import;

/// <summary><c>/images/{id}/import</c> and <c>/images/{id}/tasks</c>: asking for an import, and how it goes.</summary>
internal sealed class ImportEndpoints(ImageApi api, ImageAccess access, ImportMethods methods, WebSource web, ImportWorker worker, Store store)
{
    // How long Glance promises to remember a task (glance-api.conf: task_time_to_live).
    private static readonly TimeSpan TaskLife = TimeSpan.FromHours(48);

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Post, "images/{image_id}/import", ImportAsync);
        api.Map(routes, HttpMethods.Get, "images/{image_id}/tasks", request =>
            access.Find(request.State, request.Caller, request.Route("image_id"), "modify_image").Map(image => Reply.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("tasks");
                foreach (var task in ImageTables.TasksByImage.Of(request.State, image.Id).OrderBy(task => task.CreatedAt))
                    Write(writer, task);
                writer.WriteEndArray();
                writer.WriteEndObject();
            })));
    }

    private async Task<Result<Reply>> ImportAsync(ApiRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error) || !ImportRequest.Parse(body, methods, web).TryGet(out var import, out error))
            return error;
        var taskId = Guid.NewGuid().ToString();
        if (!(await store.WriteAsync(request.Write, state => Accept(state, request, import, taskId))).TryGet(out var image, out error))
            return error;
        if (worker.TryAdd(new ImportJob(image.Id, taskId, import.Source, request.Write)))
            return new Reply(StatusCodes.Status202Accepted, null);
        await store.WriteAsync(request.Write, state =>
        {
            state.Delete(ImageTables.Tasks, taskId);
            if (state.In(ImageTables.Images).Find(image.Id) is { Status: ImageStatus.Importing } waiting)
                state.Update(ImageTables.Images, waiting with { Status = import.Source is null ? ImageStatus.Uploading : ImageStatus.Queued });
            return Done.Ok;
        });
        return new Error(ErrorKind.Unavailable, "TooManyImports", $"{Limits.WaitingImports} imports wait already: try again later.");
    }

    private Result<Image> Accept(Transaction state, ApiRequest request, ImportRequest import, string taskId) =>
        access.Find(state, request.Caller, request.Route("image_id"), "modify_image").Then(image =>
        {
            var expected = import.Source is null ? ImageStatus.Uploading : ImageStatus.Queued;
            if (image.Status != expected)
                return GlanceErrors.Conflict($"Only images with status '{expected}' can be imported with {import.Method}; image {image.Id} is {image.Status}.");
            if (import.Source is null && image.Staged is null)
                return GlanceErrors.Conflict($"The data of image {image.Id} are still being staged.");
            if (image.DiskFormat is null || image.ContainerFormat is null)
                return Error.Invalid($"'disk_format' and 'container_format' must be set before image {image.Id} is imported.");
            var now = Times.ToSecond(state.Time);
            var importing = image with { Status = ImageStatus.Importing, HasFailedImport = false, UpdatedAt = now };
            state.Update(ImageTables.Images, importing);
            state.Insert(ImageTables.Tasks, new ImageTask
            {
                Id = taskId,
                ImageId = image.Id,
                Status = ImageTask.Pending,
                Request = import.Json,
                Owner = request.Caller.ProjectId,
                UserId = request.Caller.UserId,
                RequestId = request.Caller.RequestId,
                CreatedAt = now,
                UpdatedAt = now,
            });
            return (Result<Image>)importing;
        });

    private static void Write(Utf8JsonWriter writer, ImageTask task)
    {
        writer.WriteStartObject();
        writer.WriteString("id", task.Id);
        writer.WriteString("type", "api_image_import");
        writer.WriteString("status", task.Status);
        writer.WriteString("owner", task.Owner);
        writer.WriteString("user_id", task.UserId);
        writer.WriteString("request_id", task.RequestId);
        writer.WriteString("image_id", task.ImageId);
        writer.WriteStartObject("input");
        writer.WriteString("image_id", task.ImageId);
        writer.WritePropertyName("import_req");
        writer.WriteRawValue(task.Request);
        writer.WriteEndObject();
        writer.WriteNull("result");
        writer.WriteString("message", task.Message);
        writer.WriteString("created_at", Times.Zoned(task.CreatedAt));
        writer.WriteString("updated_at", Times.Zoned(task.UpdatedAt));
        if (task.Status is ImageTask.Success or ImageTask.Failure)
            writer.WriteString("expires_at", Times.Zoned(task.UpdatedAt + TaskLife));
        else
            writer.WriteNull("expires_at");
        writer.WriteString("self", $"{ImageApi.Version}/tasks/{task.Id}");
        writer.WriteString("schema", $"{ImageApi.Version}/schemas/task");
        writer.WriteEndObject();
    }
}
