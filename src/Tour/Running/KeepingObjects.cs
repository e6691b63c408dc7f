using Naru.Lab.Cloud;
using Naru.Primitives;
using Naru.Tour.Steps;

namespace Naru.Tour.Running;

/// <summary>A round trip to the object store, by its API.</summary>
internal static class KeepingObjects
{
    public static async Task<Result<Done>> RunAsync(Workshop workshop, ITeller teller, KeepingObject step, CancellationToken cancellation)
    {
        if (!workshop.State().TryGet(out var state, out var error))
            return error;
        var root = CloudCredentials.RootOf(state);
        if (!(await ProjectAsync(workshop.Cloud, root, cancellation)).TryGet(out var project, out error))
            return error;
        var container = new Uri(root, $"object-store/v1/AUTH_{project}/{step.Container}");
        var place = new Uri($"{container}/{step.Name}");
        (string Command, HttpMethod Method, Uri Address, string? Content)[] calls =
        [
            ($"openstack container create {step.Container}", HttpMethod.Put, container, ""),
            ($"echo '{step.Content}' >{step.Name}; openstack object create {step.Container} {step.Name}", HttpMethod.Put, place, step.Content),
            ($"openstack object save {step.Container} {step.Name} --file -", HttpMethod.Get, place, null),
            ($"openstack object delete {step.Container} {step.Name}", HttpMethod.Delete, place, null),
            ($"openstack container delete {step.Container}", HttpMethod.Delete, container, null),
        ];
        foreach (var (command, method, address, content) in calls)
        {
            teller.Command(null, command);
            if (!(await workshop.Cloud.SendTextAsync(method, address, content, cancellation)).TryGet(out var answer, out error))
                return error;
            if (method == HttpMethod.Get)
                teller.Output(answer);
            if (method == HttpMethod.Get && answer != step.Content)
                return new Error(ErrorKind.Conflict, "StepFailed", $"{address} has '{answer}', and '{step.Content}' was put there.");
        }
        return Done.Ok;
    }

    /// <summary>The project of the administrator; an account of the object store is called after it.</summary>
    private static async Task<Result<string>> ProjectAsync(CloudClient cloud, Uri root, CancellationToken cancellation)
    {
        var answer = await cloud.GetAsync(new Uri(root, $"identity/v3/projects?name={CloudCredentials.Administrator}"), cancellation);
        if (!answer.TryGet(out var document, out var error))
            return error;
        using (document)
        {
            foreach (var project in document.RootElement.GetProperty("projects").EnumerateArray())
            {
                if (project.GetProperty("id").GetString() is { } id)
                    return id;
            }
        }
        return Error.NotFound("NoProject", $"There is no project '{CloudCredentials.Administrator}'.");
    }
}
