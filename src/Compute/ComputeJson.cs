using System.Text.Json.Serialization;
using Naru.Compute.Actions;
using Naru.Compute.Aggregates;
using Naru.Compute.Flavors;
using Naru.Compute.Hosts;
using Naru.Compute.Keypairs;
using Naru.Compute.Migrations;
using Naru.Compute.Quotas;
using Naru.Compute.ServerGroups;
using Naru.Compute.Servers;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Compute;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    IgnoreReadOnlyProperties = true,
    Converters =
    [
        typeof(EquatableListJson<string>), typeof(EquatableListJson<int>), typeof(EquatableListJson<NodeKeyValue>), typeof(EquatableListJson<NodeInstanceVolume>),
        typeof(EquatableListJson<ServerPort>), typeof(EquatableListJson<ServerVolume>), typeof(EquatableListJson<ServerSnapshot>), typeof(EquatableListJson<QuotaLimit>),
    ])]
[JsonSerializable(typeof(Flavor))]
[JsonSerializable(typeof(Keypair))]
[JsonSerializable(typeof(Counter))]
[JsonSerializable(typeof(Server))]
[JsonSerializable(typeof(ServerAction))]
[JsonSerializable(typeof(ComputeHost))]
[JsonSerializable(typeof(ServerGroup))]
[JsonSerializable(typeof(Aggregate))]
[JsonSerializable(typeof(Migration))]
[JsonSerializable(typeof(ProjectLimits))]
internal sealed partial class ComputeJson : JsonSerializerContext;
