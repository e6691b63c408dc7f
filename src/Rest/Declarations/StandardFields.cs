using Naru.Primitives;
using Naru.Rest.Values;

namespace Naru.Rest.Declarations;

/// <summary>The fields that all resources of the Networking API share.</summary>
public static class StandardFields
{
    public static Field<T> Id<T>() where T : StandardResource => new Field<T, string>("id", Kinds.Uuid, resource => resource.Id)
    {
        Query = Query.FilterSort,
    };

    /// <summary>The owner; only an administrator may give another project than the caller's own.</summary>
    public static Field<T> ProjectId<T>() where T : StandardResource => new Field<T, string>(
        "project_id", Kinds.Text(255), resource => resource.ProjectId, (resource, value) => (T)(resource with { ProjectId = value }))
    {
        Access = Access.Create,
        Alias = "tenant_id",
        Query = Query.FilterSort,
    };

    public static Field<T> Description<T>() where T : StandardResource => new Field<T, string>(
        "description", Kinds.Description, resource => resource.Description, (resource, value) => (T)(resource with { Description = value }))
    {
        Access = Access.CreateUpdate,
        Query = Query.FilterSort,
        Extension = "standard-attr-description",
    };

    /// <summary>Tags (given at creation or set through <c>…/tags</c>), revision and timestamps.</summary>
    public static IEnumerable<Field<T>> Trailer<T>(bool tags = true) where T : StandardResource
    {
        if (tags)
        {
            yield return new Field<T, EquatableList<string>>("tags", TagKinds.List, resource => resource.Tags, (resource, value) => (T)(resource with { Tags = value.Items.Distinct().ToEquatableList() }))
            {
                Access = Access.Create, Extension = "standard-attr-tag",
            };
        }
        yield return new Field<T, DateTimeOffset>("created_at", Kinds.Time, resource => resource.CreatedAt)
        {
            Query = Query.FilterSort,
            Extension = "standard-attr-timestamp",
        };
        yield return new Field<T, DateTimeOffset>("updated_at", Kinds.Time, resource => resource.UpdatedAt)
        {
            Query = Query.FilterSort,
            Extension = "standard-attr-timestamp",
        };
        yield return new Field<T, long>("revision_number", Kinds.Integer(), resource => resource.RevisionNumber)
        {
            Query = Query.FilterSort,
            Extension = "standard-attr-revisions",
        };
    }
}
