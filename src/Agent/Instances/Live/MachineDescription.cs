using System.Text.Json;
using System.Text.Json.Serialization;
using Naru.Primitives;

namespace Naru.Agent.Instances.Live;

/// <summary>What a running machine is made of, so that another host makes one that is the same to the system inside.</summary>
/// <param name="Type">As QEMU calls this version of it: <c>pc-i440fx-7.2</c>.</param>
/// <param name="HasKernel">It was started by the host's kernel, and not by what is on its disk.</param>
/// <param name="RandomSlot">Of its source of randomness; like all slots that of the PCI bus, null where nobody knows.</param>
internal sealed record MachineDescription(string Type, bool HasKernel, int? RandomSlot, EquatableList<MachineDisk> Disks, EquatableList<MachineCard> Cards)
{
    /// <summary>The disks whose octets go with it.</summary>
    [JsonIgnore]
    public IEnumerable<MachineDisk> Moving => Disks.Where(disk => disk is { VolumeId: "", IsReadOnly: false });

    public string Write() => JsonSerializer.Serialize(this, MachineDescriptionJson.Default.MachineDescription);

    public static Result<MachineDescription> Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, MachineDescriptionJson.Default.MachineDescription) is { } machine
                ? machine
                : Error.Invalid("The description of a machine is null.");
        }
        catch (JsonException unreadable)
        {
            return Error.Invalid($"The description of a machine cannot be read: {unreadable.Message}");
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(EquatableListJson<MachineDisk>), typeof(EquatableListJson<MachineCard>)])]
[JsonSerializable(typeof(MachineDescription))]
[JsonSerializable(typeof(MachineDisk))]
[JsonSerializable(typeof(MachineCard))]
internal sealed partial class MachineDescriptionJson : JsonSerializerContext;
