using Naru.Primitives;

namespace Naru.Images.Metadefs;

/// <summary>The definitions of one kind in a namespace, in the order in which they came.</summary>
internal static class MetadefList
{
    public static Result<T> Named<T>(this EquatableList<T> items, string kind, string name, MetadefNamespace space) where T : class, IMetadef =>
        items.Items.FirstOrDefault(item => item.Name == name) is { } found ? found : MetadefErrors.NotFound(kind, name, space.Name);

    public static Result<EquatableList<T>> With<T>(this EquatableList<T> items, string kind, T added, MetadefNamespace space) where T : class, IMetadef
    {
        if (items.Items.Any(item => item.Name == added.Name))
            return MetadefErrors.Exists(kind, added.Name, space.Name);
        return items.Count >= MetadefLimits.Definitions ? MetadefErrors.TooMany(kind, space.Name) : new EquatableList<T>([.. items, added]);
    }

    /// <summary>Puts another definition in the place of one; its name may be new.</summary>
    public static Result<EquatableList<T>> Replaced<T>(this EquatableList<T> items, string kind, T before, T after, MetadefNamespace space)
        where T : class, IMetadef =>
        after.Name != before.Name && items.Items.Any(item => item.Name == after.Name)
            ? MetadefErrors.Exists(kind, after.Name, space.Name)
            : items.Select(item => item.Name == before.Name ? after : item).ToEquatableList();

    public static EquatableList<T> Without<T>(this EquatableList<T> items, T removed) where T : class, IMetadef =>
        items.Where(item => item.Name != removed.Name).ToEquatableList();

    /// <summary>Why these definitions cannot be in one namespace; null: they can.</summary>
    public static Error? Refusal<T>(this EquatableList<T> items, string kind, MetadefNamespace space) where T : class, IMetadef
    {
        if (items.Count > MetadefLimits.Definitions)
            return MetadefErrors.TooMany(kind, space.Name);
        return items.GroupBy(item => item.Name).FirstOrDefault(same => same.Count() > 1) is { Key: var name }
            ? MetadefErrors.Exists(kind, name, space.Name)
            : null;
    }
}
