using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Naru.Compute.Hosts;
using Naru.Compute.Requests;
using Naru.Compute.Validation;
using Naru.Network.Ports;
using Naru.Network.SecurityGroups;
using Naru.Rest.Style;
using Field = Naru.Rest.Microversions.ShapeField<Naru.Compute.Servers.Server, Naru.Compute.Requests.ComputeRequest>;

namespace Naru.Compute.Servers;

/// <summary>How instances look, in each version.</summary>
internal sealed class ServerViews(ComputeOptions options)
{
    private const int UpdateHasAll = 75;

    private static readonly Field Id = Field.Text("id", server => server.Id);
    private static readonly Field Name = Field.Text("name", server => server.Name);
    private static readonly Field Links = new("links", (writer, server, request) => Requests.Links.Write(writer, request, $"servers/{server.Id}"));

    public static readonly View<Server> Short = new(Id, Name, Links);

    /// <summary>In lists with details.</summary>
    public View<Server> Detail => field ??= new([.. Common, .. Extended, .. Later]);

    /// <summary>Of one that is shown alone.</summary>
    public View<Server> Full => field ??= new([.. Common, .. Extended, .. Later, Groups]);

    /// <summary>After an update: old versions leave out what extensions of the API had added.</summary>
    public View<Server> Updated => field ??= new([.. Common.Where(shown => shown.Name != "addresses"), ShortAddresses, .. ExtendedOfLateVersions, .. Later, Groups]);

    /// <summary>After a rebuild: as after an update, and with what it was rebuilt with.</summary>
    public View<Server> Rebuilt => field ??= new(
    [
        .. Common.Where(shown => shown.Name != "addresses"), ShortAddresses, .. ExtendedOfLateVersions.Where(shown => shown.Name != "OS-EXT-SRV-ATTR:user_data"), .. Later, Groups,
        new("key_name", (writer, server, _) => writer.WriteStringValue(server.KeyName)) { Since = 54, Until = UpdateHasAll - 1 },
        new("user_data", (writer, server, _) => writer.WriteStringValue(server.UserData)) { Since = 57 },
        Field.Text("adminPass", server => server.AdminPassword),
    ]);

    private static readonly Field Groups =
        new("server_groups", (writer, server, _) => WriteTexts(writer, server.GroupId is null ? [] : [server.GroupId])) { Since = 71 };

    private static readonly Field ShortAddresses = new("addresses", (writer, server, request) => WriteAddresses(writer, server, request, isLong: request.Version >= UpdateHasAll));

    // What microversions have added.
    private static readonly IReadOnlyList<Field> Later =
    [
        new("locked", (writer, server, _) => writer.WriteBooleanValue(server.Lock is not null)) { Since = 9 },
        new("description", (writer, server, _) => writer.WriteStringValue(server.Description)) { Since = 19 },
        new("tags", (writer, server, _) => WriteTexts(writer, server.Tags)) { Since = 26 },
        new("trusted_image_certificates", WriteCertificates) { Since = 63 },
        new("locked_reason", (writer, server, _) => writer.WriteStringValue(server.Lock?.Reason)) { Since = 73 },
    ];

    private static readonly IReadOnlyList<Field> Common =
    [
        Id,
        Name,
        Field.Text("status", server => ServerStates.Of(server).Status),
        Field.Text("tenant_id", server => server.ProjectId),
        Field.Text("user_id", server => server.UserId),
        new("metadata", (writer, server, _) => KeyValues.Write(writer, server.Metadata)),
        Field.Text("hostId", HostIdOf),
        new("image", WriteImage),
        new("flavor", WriteFlavor),
        Field.Text("created", server => Times.Zoned(server.CreatedAt)),
        Field.Text("updated", server => Times.Zoned(server.UpdatedAt)),
        new("addresses", (writer, server, request) => WriteAddresses(writer, server, request, isLong: true)),
        Field.Text("accessIPv4", server => server.AccessIpv4),
        Field.Text("accessIPv6", server => server.AccessIpv6),
        Links,
        Field.Text("OS-DCF:diskConfig", server => server.DiskConfig),
        new("progress", (writer, _, _) => writer.WriteNumberValue(0))
        {
            When = (server, _) => ServerStates.Of(server).Status is "ACTIVE" or "BUILD" or "REBUILD" or "RESIZE" or "VERIFY_RESIZE" or "MIGRATING",
        },
        new("fault", WriteFault) { When = (server, _) => server.Fault is not null && ServerStates.Of(server).Status is "ERROR" or "DELETED" },
    ];

    private IReadOnlyList<Field> Extended => field ??=
    [
        new("OS-EXT-AZ:availability_zone", (writer, server, request) =>
            writer.WriteStringValue(server.Host.Length > 0 ? HostStates.ZoneOf(request.State, server.Host, options.DefaultZone) : server.WantedZone ?? "")),
        Field.Text("config_drive", server => server.HasConfigDrive ? "True" : ""),
        Field.Text("key_name", server => server.KeyName),
        Field.Text("OS-SRV-USG:launched_at", server => Times.Exact(server.LaunchedAt)),
        Field.Text("OS-SRV-USG:terminated_at", server => Times.Exact(server.DeletedAt)),
        Attribute("OS-EXT-SRV-ATTR:host", server => server.Host.Length > 0 ? server.Host : null),
        Attribute("OS-EXT-SRV-ATTR:instance_name", InstanceHosting.NameOf),
        Attribute("OS-EXT-SRV-ATTR:hypervisor_hostname", server => server.Host.Length > 0 ? server.Host : null),
        Attribute("OS-EXT-SRV-ATTR:reservation_id", server => server.ReservationId) with { Since = 3 },
        new("OS-EXT-SRV-ATTR:launch_index", (writer, server, _) => writer.WriteNumberValue(server.LaunchIndex)) { Since = 3, When = SeesAttributes },
        new("OS-EXT-SRV-ATTR:hostname", (writer, server, _) => writer.WriteStringValue(server.HostName)) { Since = 3, When = (server, request) => request.Version >= 90 || SeesAttributes(server, request) },
        Attribute("OS-EXT-SRV-ATTR:kernel_id", server => server.Image?.Properties.Find("kernel_id") ?? "") with { Since = 3 },
        Attribute("OS-EXT-SRV-ATTR:ramdisk_id", server => server.Image?.Properties.Find("ramdisk_id") ?? "") with { Since = 3 },
        Attribute("OS-EXT-SRV-ATTR:root_device_name", _ => "/dev/vda") with { Since = 3 },
        Attribute("OS-EXT-SRV-ATTR:user_data", server => server.UserData) with { Since = 3 },
        Field.Text("OS-EXT-STS:task_state", server => ServerStates.Of(server).TaskState),
        Field.Text("OS-EXT-STS:vm_state", server => ServerStates.Of(server).VmState),
        Field.Number("OS-EXT-STS:power_state", server => ServerStates.Of(server).PowerState),
        new("os-extended-volumes:volumes_attached", WriteVolumes),
        new("host_status", (writer, server, request) => writer.WriteStringValue(StatusOfHost(server, request))) { Since = 16, When = (_, request) => request.May("servers:show:host_status") },
        new("security_groups", WriteGroups) { When = (server, request) => GroupsOf(server, request).Count > 0 },
        new("pinned_availability_zone", (writer, server, _) => writer.WriteStringValue(server.WantedZone)) { Since = 96 },
    ];

    /// <summary>The same for all instances of a project on a host, and telling nobody which one it is.</summary>
    public static string HostIdOf(Server server) => server.Host.Length == 0 ? "" : HostIdOf(server.ProjectId, server.Host);

    public static string HostIdOf(string projectId, string host) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(projectId + host)))[..56];

    public static void WriteTexts(Utf8JsonWriter writer, IEnumerable<string> texts)
    {
        writer.WriteStartArray();
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private IEnumerable<Field> ExtendedOfLateVersions => Extended.Select(extended => extended with { Since = Math.Max(extended.Since, UpdateHasAll) });

    private static void WriteCertificates(Utf8JsonWriter writer, Server server, ComputeRequest request)
    {
        if (server.TrustedCertificates.IsEmpty)
            writer.WriteNullValue();
        else
            WriteTexts(writer, server.TrustedCertificates);
    }

    private static Field Attribute(string name, Func<Server, string?> value) =>
        new(name, (writer, server, _) => writer.WriteStringValue(value(server))) { When = SeesAttributes };

    private static bool SeesAttributes(Server server, ComputeRequest request) => request.May("os-extended-server-attributes", server.ProjectId);

    private static string StatusOfHost(Server server, ComputeRequest request) =>
        request.State.In(ComputeTables.Hosts).Find(server.Host) is not { } host ? ""
        : !HostStates.IsUp(request.State, host) ? "DOWN"
        : host.IsDisabled ? "MAINTENANCE" : "UP";

    private static void WriteImage(Utf8JsonWriter writer, Server server, ComputeRequest request)
    {
        if (server.Image is not { } image)
        {
            writer.WriteStringValue("");
            return;
        }
        writer.WriteStartObject();
        writer.WriteString("id", image.Id);
        writer.WritePropertyName("links");
        Requests.Links.WriteBookmark(writer, request.BookmarkOf($"images/{image.Id}"));
        writer.WriteEndObject();
    }

    private static void WriteFlavor(Utf8JsonWriter writer, Server server, ComputeRequest request)
    {
        const int Embedded = 47;
        var flavor = server.Flavor;
        writer.WriteStartObject();
        if (request.Version < Embedded)
        {
            writer.WriteString("id", flavor.FlavorId);
            writer.WritePropertyName("links");
            Requests.Links.WriteBookmark(writer, request.BookmarkOf($"flavors/{flavor.FlavorId}"));
        }
        else
        {
            writer.WriteNumber("vcpus", flavor.Vcpus);
            writer.WriteNumber("ram", flavor.Ram);
            writer.WriteNumber("disk", flavor.Disk);
            writer.WriteNumber("ephemeral", flavor.Ephemeral);
            writer.WriteNumber("swap", flavor.Swap);
            writer.WriteString("original_name", flavor.Name);
            if (request.May("os-flavor-extra-specs:index"))
            {
                writer.WritePropertyName("extra_specs");
                KeyValues.Write(writer, flavor.ExtraSpecs);
            }
        }
        writer.WriteEndObject();
    }

    private static void WriteAddresses(Utf8JsonWriter writer, Server server, ComputeRequest request, bool isLong)
    {
        writer.WriteStartObject();
        foreach (var network in ServerAddresses.Of(request.State, server))
        {
            writer.WritePropertyName(network.Key);
            ServerAddresses.Write(writer, network, isLong);
        }
        writer.WriteEndObject();
    }

    private static void WriteFault(Utf8JsonWriter writer, Server server, ComputeRequest request)
    {
        var fault = server.Fault!;
        writer.WriteStartObject();
        writer.WriteNumber("code", fault.Code);
        writer.WriteString("created", Times.Zoned(fault.At));
        writer.WriteString("message", fault.Message);
        if (request.Caller.IsAdmin)
            writer.WriteString("details", fault.Message);
        writer.WriteEndObject();
    }

    private static void WriteVolumes(Utf8JsonWriter writer, Server server, ComputeRequest request)
    {
        writer.WriteStartArray();
        foreach (var volume in server.Volumes)
        {
            writer.WriteStartObject();
            writer.WriteString("id", volume.VolumeId);
            if (request.Version >= 3)
                writer.WriteBoolean("delete_on_termination", volume.DeleteOnTermination);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteGroups(Utf8JsonWriter writer, Server server, ComputeRequest request)
    {
        writer.WriteStartArray();
        foreach (var name in GroupsOf(server, request))
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static IReadOnlyList<string> GroupsOf(Server server, ComputeRequest request) =>
    [
        .. server.Ports.Select(own => request.State.In(PortTable.Table).Find(own.PortId)).OfType<Port>().SelectMany(port => port.SecurityGroupIds)
            .Distinct().Select(id => request.State.In(SecurityGroupTable.Table).Find(id)?.Name).OfType<string>(),
    ];
}
