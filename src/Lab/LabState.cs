using System.Text.Json;
using System.Text.Json.Serialization;
using Naru.Lab.Hosts;
using Naru.Lab.Instances;
using Naru.Lab.Processes;

namespace Naru.Lab;

/// <summary>What a lab has started, as written to its state file: enough to enter it, to repair it and to end it.</summary>
public sealed record LabState
{
    public required DatapathType Datapath { get; init; }

    /// <summary>What switches packets on the hosts; of a lab that was begun before there was a choice, Open vSwitch.</summary>
    public LabMode Mode { get; init; }

    /// <summary>A change to this mode has begun and was not seen to its end: some hosts may still be what they were.</summary>
    public bool IsBetweenModes { get; init; }

    /// <summary>In mode OVN: how many hosts have its databases; more than one are a raft cluster.</summary>
    public int OvnDatabases { get; init; }

    /// <summary>The hosts with OVN's databases.</summary>
    [JsonIgnore]
    public IReadOnlyList<LabHost> OvnMembers => [.. Hosts.Select(host => host.Host).Where(host => host.Role is not HostRole.Outside).Take(OvnDatabases)];

    /// <summary>The port on loopback at which the lab's server answers the APIs.</summary>
    public required int ApiPort { get; init; }

    /// <summary>The type of the projects' networks; null: what the server does by itself, VXLAN.</summary>
    public string? NetworkType { get; init; }

    /// <summary>Tunnels run over IPv6.</summary>
    public bool HasIpv6Underlay { get; init; }

    /// <summary>Keeps the namespace with the bridges between the hosts.</summary>
    public ProcessIdentity? Fabric { get; init; }

    public ProcessIdentity? Server { get; init; }

    public IReadOnlyList<HostState> Hosts { get; init; } = [];

    public IReadOnlyList<InstanceState> Instances { get; init; } = [];

    /// <summary>Reads the state of a lab; null when there is none, or none that this version understands: then it is begun anew.</summary>
    public static LabState? Load(LabDirectory directory)
    {
        try
        {
            using var file = File.OpenRead(directory.StateFile);
            return JsonSerializer.Deserialize(file, LabJson.Default.LabState);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the state file in one step: a reader sees the old one or the new one.</summary>
    public void Save(LabDirectory directory)
    {
        Directory.CreateDirectory(directory.Path);
        var next = directory.StateFile + ".next";
        File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(this, LabJson.Default.LabState));
        File.Move(next, directory.StateFile, overwrite: true);
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LabState))]
internal sealed partial class LabJson : JsonSerializerContext;
