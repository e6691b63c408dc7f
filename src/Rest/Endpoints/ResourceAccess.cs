using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.State;

namespace Naru.Rest.Endpoints;

/// <summary>Who may do what with a resource, and how what they may not do is refused.</summary>
/// <param name="parentVariable">The variable of the path that names the parent; null: there is none.</param>
internal sealed class ResourceAccess<T>(Api api, ResourceDefinition<T> definition, ResourceView<T> view, string? parentVariable) where T : class, IResource
{
    private readonly string _listRule = $"list_{definition.Plural}";

    public void RegisterPolicies()
    {
        var name = definition.PolicyName;
        if (definition.ListPolicy is not null)
            api.Policies.Default(_listRule, definition.ListPolicy);
        api.Policies.Default($"create_{name}", definition.CreatePolicy);
        api.Policies.Default($"get_{name}", definition.ReadPolicy);
        api.Policies.Default($"update_{name}", definition.UpdatePolicy);
        api.Policies.Default($"delete_{name}", definition.DeletePolicy);
        foreach (var field in definition.Fields)
        {
            if (field.CreatePolicy is not null)
                api.Policies.Default($"create_{name}:{field.Name}", field.CreatePolicy);
            if (field.ReadPolicy is not null)
                api.Policies.Default($"get_{name}:{field.Name}", field.ReadPolicy);
            if (field.UpdatePolicy is not null)
                api.Policies.Default($"update_{name}:{field.Name}", field.UpdatePolicy);
        }
    }

    /// <summary>Refuses a list; which of its items are seen is another matter.</summary>
    public Result<Done> CheckList(ApiRequest request) => definition.ListPolicy is null
        || api.Policies.Allows(_listRule, request.Caller, new ListTarget(request.Http.Request.Query, request.Http.Request.RouteValues, request.Caller))
            ? Done.Ok
            : api.Style.NotAllowed(_listRule);

    /// <inheritdoc cref="ResourceEndpoints{T}.FindFor"/>
    public Result<T> FindFor(IStateReader state, Caller caller, string id, string rule, string? parentId = null)
    {
        if (view.Find(state, caller, id, parentId) is not { } resource)
            return NotFound(state, caller, id, parentId, rule);
        return api.Policies.Allows(rule, caller, new ResourceTarget<T>(definition, state, resource)) ? resource : Refusal(caller, resource, api.Style.NotAllowed(rule));
    }

    /// <summary>Refuses an operation that the policies do not let the caller do, or a field that they do not let it set.</summary>
    /// <remarks>The operation is asked of the resource as it is, its fields of the values that they would get.</remarks>
    public Result<Done> Check(string rule, Access access, IStateReader state, Caller caller, T before, T after, Given given)
    {
        if (!api.Policies.Allows(rule, caller, new ResourceTarget<T>(definition, state, before)))
            return api.Style.NotAllowed(rule);
        var target = new ResourceTarget<T>(definition, state, after);
        foreach (var name in given.Names)
        {
            var field = definition.Find(name)!;
            if ((access is Access.Create ? field.CreatePolicy : field.UpdatePolicy) is not null
                && !api.Policies.Allows($"{rule}:{name}", caller, target))
            {
                return api.Style.NotAllowed($"{rule}:{name}");
            }
        }
        return Done.Ok;
    }

    public Result<Done> CheckParent(IStateReader state, Caller caller, string? parentId) =>
        parentId is not null && definition.FindParent is { } find ? find(state, caller, parentId) : Done.Ok;

    /// <summary>An API that hides what is forbidden says of what belongs to others that it is not there, even to those who may look at it.</summary>
    public Error Refusal(Caller caller, T resource, Error forbidden) =>
        api.Style.HidesForbidden && !definition.ForbidsOpenly && resource is StandardResource standard && standard.ProjectId != caller.ProjectId
            ? api.Style.NotFound(definition, resource.Id)
            : forbidden;

    /// <summary>Where the API does not hide what is forbidden, an id that does not exist looks the same to whoever may not ask.</summary>
    public Error NotFound(IStateReader state, Caller caller, string id, string? parentId, string rule)
    {
        if (api.Style.HidesForbidden)
            return CheckParent(state, caller, parentId).Error ?? api.Style.NotFound(definition, id);
        var isHidden = state.In(definition.Table).Find(id) is { } hidden && !view.Sees(state, caller, hidden);
        var mayKnow = definition.AbsenceIsPublic || api.Policies.Allows(rule, caller, new PathTarget(parentVariable, parentId));
        return isHidden || !mayKnow ? api.Style.NotAllowed(rule) : api.Style.NotFound(definition, id);
    }
}
