using System.Text.Json;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.Rest.Values;

namespace Naru.Network.Ports;

/// <summary>What a port says of the device behind it. Compute reads it when it places and plugs the instance.</summary>
internal static class PortHardware
{
    private static readonly OptionalKind<string> NumaPolicy = Kinds.OneOf("required", "preferred", "legacy", "socket").OrNull();

    public static IEnumerable<Field<Port>> Fields { get; } =
    [
        new Field<Port, string?>("device_profile", Kinds.Text(255).OrNull(), p => p.DeviceProfile, (p, value) => p with { DeviceProfile = value })
        {
            Access = Access.Create, Extension = "port-device-profile",
        },
        new Field<Port, string?>(
            "hardware_offload_type", Kinds.OneOf("switchdev").OrNull(), p => p.HardwareOffloadType, (p, value) => p with { HardwareOffloadType = value })
        {
            Access = Access.Create, Extension = "port-hardware-offload-type",
        },
        new Field<Port, string?>("numa_affinity_policy", NumaPolicy, p => p.NumaAffinityPolicy, (p, value) => p with { NumaAffinityPolicy = value })
        {
            Access = Access.CreateUpdate, Extension = "port-numa-affinity-policy",
        },
        new Field<Port, bool?>("trusted", Kinds.Flag.OrNone(), p => p.Trusted, (p, value) => p with { Trusted = value })
        {
            Access = Access.CreateUpdate, Extension = "port-trusted-vif",
            CreatePolicy = Rules.AdminOnly, UpdatePolicy = Rules.AdminOnly, ReadPolicy = Rules.AdminOnly,
        },
        new Field<Port, string?>("hints", new HintsKind(), p => p.TxSteering, (p, value) => p with { TxSteering = value })
        {
            Access = Access.CreateUpdate, Extension = "port-hints",
            CreatePolicy = Rules.AdminOnly, UpdatePolicy = Rules.AdminOnly, ReadPolicy = Rules.AdminOnly,
        },
    ];

    /// <summary>The port with its binding profile saying the same as its own attributes, which is where Compute and drivers look.</summary>
    public static Port Settle(Port port)
    {
        if (port.HardwareOffloadType is { } type)
            port = port with { Binding = port.Binding with { Profile = BindingProfile.WithCapability(port.Binding.Profile, type) } };
        return port.Trusted is { } trusted
            ? port with { Binding = port.Binding with { Profile = BindingProfile.WithFlag(port.Binding.Profile, "trusted", trusted) } }
            : port;
    }

    /// <summary><c>{"openvswitch": {"other_config": {"tx-steering": "hash"}}}</c>: the only hint there is (extension <c>port-hint-ovs-tx-steering</c>).</summary>
    private sealed class HintsKind : ValueKind<string?>
    {
        private static readonly string[] Path = ["openvswitch", "other_config", "tx-steering"];

        public override Result<string?> Read(JsonElement json)
        {
            if (json.ValueKind is JsonValueKind.Null)
                return default(Result<string?>);
            var inner = json;
            foreach (var key in Path)
            {
                if (inner.ValueKind is not JsonValueKind.Object)
                    return Reason($"'{Show(inner)}' is not a dictionary");
                foreach (var property in inner.EnumerateObject())
                {
                    if (property.Name != key)
                        return Reason($"Unexpected key '{property.Name}': expected '{key}'");
                }
                // An empty dictionary at any depth hints at nothing.
                if (!inner.TryGetProperty(key, out inner))
                    return default(Result<string?>);
            }
            return inner.ValueKind is JsonValueKind.String && inner.GetString() is "thread" or "hash"
                ? inner.GetString()
                : Reason($"'{Show(inner)}' is not in ['thread', 'hash']");
        }

        public override void Write(Utf8JsonWriter writer, string? value)
        {
            if (value is null)
            {
                writer.WriteNullValue();
                return;
            }
            writer.WriteStartObject();
            writer.WriteStartObject(Path[0]);
            writer.WriteStartObject(Path[1]);
            writer.WriteString(Path[2], value);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        public override bool Matches(string? value, string text) => (value ?? "") == text;

        public override void WriteSchema(Utf8JsonWriter writer) => Kinds.Json.WriteSchema(writer);
    }
}
