using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest;

namespace Naru.Callers.Specs;

/// <summary>Callers as their tokens say, which have the form <c>user:project:role,role</c>.</summary>
internal sealed class WrittenCallers : ICallerResolver
{
    public ValueTask<Result<Caller>> ResolveAsync(HttpContext request) => ValueTask.FromResult(Resolve(request));

    private static Result<Caller> Resolve(HttpContext request) => request.Request.Headers["X-Auth-Token"].ToString().Split(':') is [var user, var project, var roles]
        ? new Caller { UserId = user, UserName = user, ProjectId = project, ProjectName = project, Roles = [.. roles.Split(',')] }
        : new Error(ErrorKind.Unauthenticated, "Unauthorized", "A token is needed.");
}
