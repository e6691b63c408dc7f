using Naru.Identity.Catalog;
using Naru.State;

namespace Naru.Identity.EndpointFilter;

/// <summary>Where endpoint groups are kept, and which project has which endpoints.</summary>
public static class EndpointFilterTables
{
    public static readonly Table<EndpointGroup> Groups = new("endpoint_groups", EndpointFilterJson.Default.EndpointGroup);

    public static readonly Table<EndpointAssociation> Associations = new("endpoint_associations", EndpointFilterJson.Default.EndpointAssociation);

    public static readonly Index<EndpointAssociation, string> ByProject = Associations.IndexBy("project", association => association.ProjectId);

    public static readonly Index<EndpointAssociation, string> ByMember = Associations.IndexBy("member", association => association.MemberId);

    /// <summary>The endpoints that were given to a project; null when none ever were, which means all of them.</summary>
    internal static HashSet<string>? EndpointsOf(IStateReader state, string projectId)
    {
        var associations = ByProject.Of(state, projectId);
        if (associations.Count == 0)
            return null;
        var endpoints = new HashSet<string>();
        foreach (var association in associations)
        {
            if (state.In(Groups).Find(association.MemberId) is { } group)
                endpoints.UnionWith(state.In(CatalogTables.Endpoints).All.Where(group.Has).Select(endpoint => endpoint.Id));
            else
                endpoints.Add(association.MemberId);
        }
        return endpoints;
    }

    /// <summary>Removes what an endpoint, a group or a project that goes is part of.</summary>
    internal static void RemoveTraces(Transaction state, string id)
    {
        foreach (var association in ByProject.Of(state, id).Concat(ByMember.Of(state, id)).ToList())
            state.Delete(Associations, association.Id);
    }
}
