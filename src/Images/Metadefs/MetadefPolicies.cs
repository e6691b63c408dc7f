using Naru.Rest.Policy;

namespace Naru.Images.Metadefs;

/// <summary>The default rules of the catalog of metadata definitions, under Glance's names (glance/policies/metadef.py).</summary>
internal static class MetadefPolicies
{
    private static readonly string[] Readers =
    [
        "get_metadef_namespace", "get_metadef_namespaces", "get_metadef_object", "get_metadef_objects", "list_metadef_resource_types",
        "get_metadef_resource_type", "get_metadef_property", "get_metadef_properties", "get_metadef_tag", "get_metadef_tags",
    ];

    private static readonly string[] Writers =
    [
        "modify_metadef_namespace", "add_metadef_namespace", "delete_metadef_namespace", "modify_metadef_object", "add_metadef_object",
        "delete_metadef_object", "add_metadef_resource_type_association", "remove_metadef_resource_type_association", "modify_metadef_property",
        "add_metadef_property", "remove_metadef_property", "modify_metadef_tag", "add_metadef_tag", "add_metadef_tags", "delete_metadef_tag",
        "delete_metadef_tags",
    ];

    public static void AddTo(PolicyTable policies)
    {
        policies.Default("metadef_default", Rules.Anyone);
        policies.Default("metadef_admin", Rules.AdminOnly);
        foreach (var name in Readers)
            policies.Default(name, "rule:metadef_default");
        foreach (var name in Writers)
            policies.Default(name, "rule:metadef_admin");
    }
}
