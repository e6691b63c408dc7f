using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.State;

namespace Naru.SharedFileSystems.Types;

/// <summary>What types of shares and types of groups have in common: whom they are shown to, and which projects may use them.</summary>
/// <param name="name">As policies and bodies have it: <c>share_type</c>.</param>
/// <param name="title">As refusals have it: <c>Share type</c>.</param>
internal sealed class OfferedTypes<T>(Table<T> table, string name, string title)
    where T : OfferedType
{
    private readonly string _words = title.ToLowerInvariant();

    public Result<T> Find(IStateReader state, ShareRequest request, string rule)
    {
        if (request.Refusal(rule, request.Caller.ProjectId) is { } refusal)
            return refusal;
        return state.In(table).Find(request.Id) is { } type && (request.Caller.IsAdmin || type.IsFor(request.Caller.ProjectId))
            ? type
            : ManilaErrors.NotFound(title, request.Id);
    }

    /// <summary>The type of what names none.</summary>
    public Result<T> Default(ShareRequest request)
    {
        if (request.Refusal($"{name}:default", request.Caller.ProjectId) is { } refusal)
            return refusal;
        return request.State.In(table).All.FirstOrDefault(type => type.IsDefault) is { } type ? type : ManilaErrors.NotFound($"Default {_words}", "");
    }

    /// <summary>Those that the caller may use; all of them, or by <c>is_public</c>, for an administrator who asks for that.</summary>
    public Result<T[]> List(ShareRequest request)
    {
        if (request.Refusal($"{name}:index", request.Caller.ProjectId) is { } refusal)
            return refusal;
        var asked = request.Query("is_public");
        IEnumerable<T> types = request.State.In(table).All;
        if (!request.Caller.IsAdmin || asked is null)
            types = types.Where(type => type.IsFor(request.Caller.ProjectId));
        else if (Truth.Of(asked) is { } isPublic)
            types = types.Where(type => type.IsPublic == isPublic);
        else if (!asked.Equals("all", StringComparison.OrdinalIgnoreCase) && !asked.Equals("none", StringComparison.OrdinalIgnoreCase))
            return ManilaErrors.Invalid($"Invalid is_public filter [{asked}]");
        return types.ToArray();
    }

    public Result<Reply> ListAccess(ShareRequest request) => Find(request.State, request, $"{name}:list_project_access").Then(type => type.IsPublic
        ? (Result<Reply>)ManilaErrors.NotFound($"Access list of the public {_words}", type.Id)
        : Reply.Json(writer => ProjectAccess.Write(writer, name, type)));

    public Task<Result<Reply>> AddProjectAsync(Store store, ShareRequest request) => ChangeAccessAsync(store, request, ProjectAccess.Add, $"{name}:add_project_access");

    public Task<Result<Reply>> RemoveProjectAsync(Store store, ShareRequest request) => ChangeAccessAsync(store, request, ProjectAccess.Remove, $"{name}:remove_project_access");

    private async Task<Result<Reply>> ChangeAccessAsync(Store store, ShareRequest request, string action, string rule)
    {
        if (request.Refusal(rule, request.Caller.ProjectId) is { } refusal)
            return refusal;
        if (!ProjectAccess.Read(request.Body, action).TryGet(out var project, out var error))
            return error;
        return await store.WriteAsync(request.Write, state => Find(state, request, rule).Then(type => ProjectAccess.Change(type, action, project).Map(projects =>
        {
            state.Update(table, type with { Projects = projects });
            return Replies.Accepted;
        })));
    }
}
