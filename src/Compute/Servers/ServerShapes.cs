using Naru.Compute.Validation;
using Naru.Primitives;

namespace Naru.Compute.Servers;

/// <summary>Bodies of <c>POST</c> and <c>PUT /servers</c> (nova/api/openstack/compute/schemas/servers.py).</summary>
internal static class ServerShapes
{
    // As much as fits the column that Nova keeps it in.
    private const int LongestUserData = 65_535;

    public static readonly Shape HostName = Shapes.Text(1, 63, IsHostName, "A host name has letters, digits and '-', which is not at its ends.");

    public static readonly Shape Ipv4 = Shapes.Text(0, 255, text => text.Length == 0 || (Shapes.IsAddress(text) && !text.Contains(':')), "It is not a 'ipv4'.");

    public static readonly Shape Ipv6 = Shapes.Text(0, 255, text => text.Length == 0 || (Shapes.IsAddress(text) && text.Contains(':')), "It is not a 'ipv6'.");

    public static readonly Shape DiskConfig = Shapes.OneOf("AUTO", "MANUAL");

    public static readonly Shape Certificates = Shapes.Nullable(Shapes.List(Shapes.Text(1, 255), min: 1, max: 50, areUnique: true));

    public static readonly Shape UserData = Shapes.Nullable(Shapes.Text(0, LongestUserData, IsBase64, "It is not a 'base64'."));

    public static readonly Shape ImageId = Shapes.AnyOf(Shapes.Uuid, Shapes.Text(0, 0));

    // Old clients send the URL of a flavor.
    public static readonly Shape FlavorRef = Shapes.AnyOf(Shapes.Text(1, 2048), Shapes.Whole(0));

    private static readonly Shape Network = Shapes.Object(
        ("fixed_ip", Shapes.Text(1, 255, Shapes.IsAddress, "It is not an IP address.")),
        ("port", Shapes.Nullable(Shapes.Uuid)),
        ("uuid", Shapes.Uuid),
        new Member("tag", Shapes.Tag) { Since = 32, Until = 36 },
        new Member("tag", Shapes.Tag) { Since = 42 });

    private static readonly Shape Device = Shapes.Object(
        ("virtual_name", Shapes.Any),
        ("volume_id", Shapes.Nullable(Shapes.Uuid)),
        ("snapshot_id", Shapes.Nullable(Shapes.Uuid)),
        ("volume_size", Shapes.AnyOf(Shapes.Whole(0), Shapes.Null, Shapes.Text(0, 0))),
        ("device_name", Shapes.Text(1, 255, text => text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '.' or '_' or '-'), "It is not the name of a device.")),
        ("delete_on_termination", Shapes.Flag),
        ("no_device", Shapes.Any),
        ("connection_info", Shapes.Any));

    private static readonly Shape DeviceV2 = Shapes.Object(
        ("virtual_name", Shapes.Any),
        ("volume_id", Shapes.Nullable(Shapes.Uuid)),
        ("snapshot_id", Shapes.Nullable(Shapes.Uuid)),
        ("volume_size", Shapes.AnyOf(Shapes.Whole(0), Shapes.Null, Shapes.Text(0, 0))),
        ("device_name", Shapes.Nullable(Shapes.Text(1, 255))),
        ("delete_on_termination", Shapes.Flag),
        ("no_device", Shapes.Any),
        ("connection_info", Shapes.Any),
        ("boot_index", Shapes.AnyOf(Shapes.Whole(-1), Shapes.Null)),
        new Member("source_type", Shapes.OneOf("volume", "image", "snapshot", "blank")) { IsRequired = true },
        ("uuid", Shapes.Nullable(Shapes.Text(1, 255))),
        ("image_id", Shapes.Uuid),
        ("destination_type", Shapes.OneOf("local", "volume")),
        ("guest_format", Shapes.Nullable(Shapes.Text(0, 255))),
        ("device_type", Shapes.Nullable(Shapes.Text(0, 255))),
        ("disk_bus", Shapes.Nullable(Shapes.Text(0, 255))),
        new Member("tag", Shapes.Tag) { Since = 32, Until = 32 },
        new Member("tag", Shapes.Tag) { Since = 42 },
        new Member("volume_type", Shapes.Nullable(Shapes.Text(0, 255))) { Since = 67 });

    private static readonly Shape Hint = Shapes.AnyOf(Shapes.Uuid, Shapes.List(Shapes.Uuid));

    private static readonly Shape Hints = Shapes.OpenObject(
        ("group", Shapes.Uuid),
        ("different_host", Hint),
        ("same_host", Hint),
        ("query", Shapes.Any),
        ("target_cell", Shapes.Any),
        ("different_cell", Shapes.Any),
        ("build_near_host_ip", Shapes.Any),
        ("cidr", Shapes.Any));

    private static readonly Shape Server = Shapes.Object(
        new Member("name", Shapes.Name) { IsRequired = true },
        new Member("flavorRef", FlavorRef) { IsRequired = true },
        ("imageRef", ImageId),
        ("adminPass", Shapes.Text(0, 255)),
        ("metadata", Shapes.Metadata),
        new Member("networks", Shapes.AnyOf(Shapes.List(Network))) { Until = 36 },
        new Member("networks", Shapes.AnyOf(Shapes.List(Network), Shapes.OneOf("none", "auto"))) { Since = 37, IsRequired = true },
        ("OS-DCF:diskConfig", DiskConfig),
        ("accessIPv4", Ipv4),
        ("accessIPv6", Ipv6),
        new Member("personality", Shapes.List(Shapes.Object(
            new Member("path", Shapes.Text(0, 255)) { IsRequired = true },
            new Member("contents", Shapes.Text(0, int.MaxValue, IsBase64, "It is not a 'base64'.")) { IsRequired = true }))) { Until = 56 },
        ("availability_zone", Shapes.Name),
        ("block_device_mapping", Shapes.List(Device)),
        ("block_device_mapping_v2", Shapes.List(DeviceV2)),
        ("config_drive", Shapes.AnyOf(Shapes.Flag, Shapes.Text(0, 0), Shapes.Null)),
        ("key_name", Shapes.Text(1, 255)),
        ("min_count", Shapes.Whole(1)),
        ("max_count", Shapes.Whole(1)),
        ("return_reservation_id", Shapes.Flag),
        ("security_groups", Shapes.List(Shapes.OpenObject(("name", Shapes.Text(1, 255))))),
        ("user_data", UserData),
        new Member("description", Shapes.Description) { Since = 19 },
        new Member("tags", Shapes.List(Shapes.Tag, max: 50)) { Since = 52 },
        new Member("trusted_image_certificates", Certificates) { Since = 63 },
        new Member("host", HostName) { Since = 74 },
        new Member("hypervisor_hostname", HostName) { Since = 74 },
        new Member("hostname", HostName) { Since = 90 });

    public static readonly Shape Create = Shapes.Object(
        new Member("server", Server) { IsRequired = true },
        ("os:scheduler_hints", Hints),
        ("OS-SCH-HNT:scheduler_hints", Hints));

    private static readonly Shape Changes = Shapes.Object(
        ("name", Shapes.Name),
        ("OS-DCF:diskConfig", DiskConfig),
        ("accessIPv4", Ipv4),
        ("accessIPv6", Ipv6),
        new Member("description", Shapes.Description) { Since = 19 },
        new Member("hostname", HostName) { Since = 90 });

    public static readonly Shape Update = Shapes.Wrapped("server", Changes);

    public static bool IsBase64(string text) => Convert.TryFromBase64String(string.Concat(text.Where(letter => !char.IsWhiteSpace(letter))), new byte[text.Length], out _);

    /// <summary>An address in its usual form, whatever form it was given in; empty: none.</summary>
    public static string Usual(string? address) => address is { Length: > 0 } ? IpAddress.Parse(address).ToString() : "";

    private static bool IsHostName(string text) =>
        text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_') && text[0] != '-' && text[^1] != '-';
}
