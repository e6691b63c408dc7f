using System.Text.Json;
using Naru.Compute.Validation;

namespace Naru.Compute.Flavors;

/// <summary>Bodies of <c>/flavors</c> (nova/api/openstack/compute/schemas/flavor*.py).</summary>
internal static class FlavorShapes
{
    private static readonly Shape Positive = Shapes.Whole(1);
    private static readonly Shape Size = Shapes.Whole(0);

    private static readonly Shape Factor = (value, path, _) =>
        (value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var number) && number is > 0 and <= 3.4e38)
        || (value.ValueKind is JsonValueKind.String && double.TryParse(value.GetString(), System.Globalization.CultureInfo.InvariantCulture, out number) && number is > 0 and <= 3.4e38)
            ? null
            : Shapes.Fault(value, path, "It is not a number above 0.");

    private static readonly Shape Id = Shapes.AnyOf(
        Shapes.Null,
        Shapes.Whole(0),
        Shapes.Text(1, 255, text => text.Trim() == text && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '.' or '-' or '_'), "It has characters other than letters, digits, ' ', '.', '-' and '_'."));

    public static readonly Shape Create = Shapes.Wrapped("flavor", Shapes.Object(
        new Member("name", Shapes.Name) { IsRequired = true },
        new Member("ram", Positive) { IsRequired = true },
        new Member("vcpus", Positive) { IsRequired = true },
        new Member("disk", Size) { IsRequired = true },
        ("id", Id),
        ("swap", Size),
        ("OS-FLV-EXT-DATA:ephemeral", Size),
        ("rxtx_factor", Factor),
        ("os-flavor-access:is_public", Shapes.Flag),
        ("OS-FLV-DISABLED:disabled", Shapes.Flag),
        new Member("description", Description) { Since = 55 }));

    public static readonly Shape Update = Shapes.Wrapped("flavor", Shapes.Object(new Member("description", Description) { IsRequired = true }));

    public static readonly Shape AddAccess = Shapes.Wrapped("addTenantAccess", Shapes.Object(new Member("tenant", Shapes.Text(1, 255)) { IsRequired = true }));

    public static readonly Shape RemoveAccess = Shapes.Wrapped("removeTenantAccess", Shapes.Object(new Member("tenant", Shapes.Text(1, 255)) { IsRequired = true }));

    public static readonly Shape ExtraSpecs = Shapes.Wrapped("extra_specs", Shapes.Map(Shapes.IsMetadataKey, SpecValue));

    public static readonly Shape ExtraSpec = Shapes.Map(Shapes.IsMetadataKey, SpecValue, min: 1);

    private static Shape Description => Shapes.Nullable(Shapes.Text(0, 65_535, text => !text.Any(letter => char.IsControl(letter) && letter is not '\n' and not '\r' and not '\t'), "It has characters that cannot be printed."));

    private static Shape SpecValue => Shapes.AnyOf(Shapes.Text(0, 255), Shapes.Whole(long.MinValue, long.MaxValue), (value, path, _) => value.ValueKind is JsonValueKind.Number ? null : Shapes.Fault(value, path, "It is not of type 'number', 'string'."));
}
