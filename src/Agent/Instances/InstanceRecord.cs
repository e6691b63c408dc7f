using System.Text.Json;
using System.Text.Json.Serialization;
using Naru.Agent.Instances.Live;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Instances;

/// <summary>What has been done for an instance: all that its disks and processes do not tell by themselves.</summary>
/// <remarks>Written after something is finished, so that an agent that was killed in between does it again.</remarks>
internal sealed record InstanceRecord
{
    public int Boots { get; init; }

    public int Builds { get; init; }

    /// <summary>The sizes that its disks have; null: they have never been made.</summary>
    public NodeFlavor? Flavor { get; init; }

    /// <summary>What it was brought to last.</summary>
    public NodeInstancePower Power { get; init; }

    /// <summary>It was rebooted from inside, and has not been started again: between the two it runs, for whoever asks.</summary>
    public bool IsRebooting { get; init; }

    public bool IsRescued { get; init; }

    /// <summary>The driver that it was started with.</summary>
    public string Driver { get; init; } = "";

    /// <summary>Its network cards: the port, and the name in the instance.</summary>
    public EquatableList<NodeKeyValue> Nics { get; init; }

    /// <summary>Its volumes: the id, and the name in the instance.</summary>
    public EquatableList<NodeKeyValue> Volumes { get; init; }

    /// <summary>The images that were delivered.</summary>
    public EquatableList<string> Snapshots { get; init; }

    public EquatableList<NodeKeyValue> Refusals { get; init; }

    /// <summary>A digest of the password that was set last; null: none was.</summary>
    public string? Password { get; init; }

    /// <summary>The departure that was begun; null: none.</summary>
    public string? Departure { get; init; }

    /// <summary>Of <see cref="Departure"/>.</summary>
    public Sending Sending { get; init; }

    /// <summary>The arrival that was prepared for and does not run yet; null: none.</summary>
    public string? Arrival { get; init; }

    /// <summary>Where <see cref="Arrival"/> takes memory, and disks.</summary>
    public string? MemoryAt { get; init; }

    public string? DisksAt { get; init; }

    /// <summary>The same of one that was ended because it was told so: what it wanted by itself counts no more.</summary>
    public InstanceRecord Ended() => this with { Power = NodeInstancePower.Stopped, IsRebooting = false };

    /// <summary>Null: there is none, or none that can be read.</summary>
    public static InstanceRecord? Load(InstanceFiles files)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(files.Record), InstanceRecordJson.Default.InstanceRecord);
        }
        catch (Exception absent) when (absent is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the one before at once.</summary>
    public void Save(InstanceFiles files)
    {
        var next = $"{files.Record}.next";
        File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(this, InstanceRecordJson.Default.InstanceRecord));
        File.Move(next, files.Record, overwrite: true);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(EquatableListJson<string>), typeof(EquatableListJson<int>), typeof(EquatableListJson<NodeKeyValue>)])]
[JsonSerializable(typeof(InstanceRecord))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(NodeKeyValue))]
internal sealed partial class InstanceRecordJson : JsonSerializerContext;
