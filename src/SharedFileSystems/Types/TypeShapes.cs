using Naru.Primitives;
using Naru.Rest.Microversions;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;

namespace Naru.SharedFileSystems.Types;

/// <summary>How share types look in each version.</summary>
internal static class TypeShapes
{
    public static readonly Shape<ShareType> Shape = new(
        Fields.Text<ShareType>("id", type => type.Id),
        Fields.Text<ShareType>("name", type => type.Name),
        new("extra_specs", (writer, type, viewer) => Fields.WritePairs(writer, SpecsFor(type, viewer))),
        Fields.Pairs<ShareType>("required_extra_specs", type => [.. type.ExtraSpecs.Items.Where(spec => spec.Name == ExtraSpecs.HandlesShareServers)]),
        Fields.Flag<ShareType>("os-share-type-access:is_public", type => type.IsPublic, until: 6),
        Fields.Flag<ShareType>("share_type_access:is_public", type => type.IsPublic, since: 7),
        Fields.Text<ShareType>("description", type => type.Description, since: 41),
        Fields.Flag<ShareType>("is_default", type => type.IsDefault, since: 46));

    private static EquatableList<NameValue> SpecsFor(ShareType type, Viewer viewer)
    {
        if (viewer.IsAdmin)
            return type.ExtraSpecs;
        EquatableList<NameValue> visible = [.. type.ExtraSpecs.Items.Where(spec => ExtraSpecs.Visible.Contains(spec.Name))];
        if (viewer.Version.Minor < 24)
            return visible;
        return [.. visible.Items, .. ExtraSpecs.Implied.Where(implied => type.Spec(implied.Key) is null).Select(implied => new NameValue(implied.Key, implied.Value))];
    }
}
