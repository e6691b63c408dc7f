using Naru.Images.Documents;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.Rest.Policy;
using Naru.State;

namespace Naru.Images.Metadefs;

/// <summary>Which namespaces somebody sees and may change, and the one way of changing them.</summary>
internal sealed class MetadefAccess(PolicyTable policies, Store store)
{
    /// <summary>The namespace of the request, if the caller may know of it and do what the rule names.</summary>
    public Result<MetadefNamespace> Find(IStateReader state, ApiRequest request, string rule)
    {
        var name = request.Route("namespace");
        if (state.In(ImageTables.Metadefs).Find(name) is not { } space || !Sees(request.Caller, space))
            return MetadefErrors.NoNamespace(name);
        return Allows(request.Caller, rule, space) ? space : GlanceErrors.NotAllowed(rule);
    }

    public bool Allows(Caller caller, string rule, MetadefNamespace? space = null) => policies.Allows(rule, caller, new NamespaceTarget(space));

    public static bool Sees(Caller caller, MetadefNamespace space) =>
        caller.IsAdmin || space.Visibility == Visibility.Public || (space.Owner is { Length: > 0 } owner && owner == caller.ProjectId);

    /// <summary>Changes the namespace of the request.</summary>
    public Task<Result<MetadefNamespace>> ChangeAsync(ApiRequest request, string rule, Func<Transaction, MetadefNamespace, Result<MetadefNamespace>> change) =>
        store.WriteAsync(request.Write, state => Find(state, request, rule).Then(space => change(state, space)).Map(changed =>
        {
            state.Update(ImageTables.Metadefs, changed);
            return changed;
        }));

    private readonly struct NamespaceTarget(MetadefNamespace? space) : IPolicyTarget
    {
        public string? Attribute(string name) => name switch
        {
            "project_id" or "owner" or "tenant" => space?.Owner,
            "visibility" => space?.Visibility,
            _ => null,
        };
    }
}
