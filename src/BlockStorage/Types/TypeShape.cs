using System.Text.Json;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Views;
using Naru.Primitives;
using Naru.Rest.Microversions;

namespace Naru.BlockStorage.Types;

/// <summary>How types look in an answer.</summary>
internal static class TypeShape
{
    // What a user must know of a type to choose it.
    private static readonly string[] UserVisible = ["RESKEY:availability_zones", "multiattach", "replication_enabled"];

    private static readonly Shape<VolumeType> Base = new(
        Show.Text<VolumeType>("id", type => type.Id),
        Show.Text<VolumeType>("name", type => type.Name),
        Show.Flag<VolumeType>("is_public", type => type.IsPublic),
        Show.Text<VolumeType>("description", type => type.Description));

    private static readonly Shape<VolumeType> Access = new(Show.Flag<VolumeType>("os-volume-type-access:is_public", type => type.IsPublic));

    private static readonly Shape<VolumeType> Qos = new(Show.Text<VolumeType>("qos_specs_id", type => type.QosId));

    public static void Write(Utf8JsonWriter writer, VolumeRequest request, VolumeType type)
    {
        writer.WriteStartObject();
        WriteBase(writer, request, type);
        Access.WriteFields(writer, type, request.Viewer);
        if (request.Allows("volume_extension:access_types_qos_specs_id"))
            Qos.WriteFields(writer, type, request.Viewer);
        writer.WriteEndObject();
    }

    public static void WriteCreated(Utf8JsonWriter writer, VolumeRequest request, VolumeType type)
    {
        writer.WriteStartObject();
        WriteBase(writer, request, type);
        Access.WriteFields(writer, type, request.Viewer);
        writer.WriteEndObject();
    }

    public static void WriteUpdated(Utf8JsonWriter writer, VolumeRequest request, VolumeType type)
    {
        writer.WriteStartObject();
        WriteBase(writer, request, type);
        writer.WriteEndObject();
    }

    private static void WriteBase(Utf8JsonWriter writer, VolumeRequest request, VolumeType type)
    {
        Base.WriteFields(writer, type, request.Viewer);
        if (!request.Allows("volume_extension:access_types_extra_specs"))
            return;
        Show.WriteMap(writer, "extra_specs", request.Allows("volume_extension:types_extra_specs:read_sensitive")
            ? type.ExtraSpecs
            : type.ExtraSpecs.Where(spec => UserVisible.Contains(spec.Key)).ToEquatableList());
    }
}
