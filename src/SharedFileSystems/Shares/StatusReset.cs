using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;

namespace Naru.SharedFileSystems.Shares;

/// <summary>The body of <c>reset_status</c>.</summary>
internal static class StatusReset
{
    public static Result<string> Read(ShareRequest request) => Read(request, ShareStatus.Settable);

    public static Result<string> Read(ShareRequest request, IReadOnlySet<string> settable)
    {
        var name = request.Body.EnumerateObject().First().Name; // It is why this action was chosen.
        if (!BodyReader.Of(request.Body, name).TryGet(out var body, out var error))
            return error;
        var status = body.Text("status");
        if (body.Problem is { } problem)
            return problem;
        return status is not null && settable.Contains(status)
            ? status
            : ManilaErrors.Invalid($"'status' is '{status}': expected one of {string.Join(", ", settable.Order())}.");
    }
}
