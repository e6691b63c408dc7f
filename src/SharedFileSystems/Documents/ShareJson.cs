using System.Text.Json.Serialization;
using Naru.Primitives;

namespace Naru.SharedFileSystems.Documents;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters =
    [
        typeof(EquatableListJson<string>), typeof(EquatableListJson<NameValue>), typeof(EquatableListJson<QuotaLimit>),
        typeof(EquatableListJson<ShareNetworkSubnet>), typeof(EquatableListJson<ServerPort>), typeof(EquatableListJson<GroupSnapshotMember>),
    ])]
[JsonSerializable(typeof(Share))]
[JsonSerializable(typeof(ShareSnapshot))]
[JsonSerializable(typeof(AccessRule))]
[JsonSerializable(typeof(ShareType))]
[JsonSerializable(typeof(ShareNetwork))]
[JsonSerializable(typeof(ShareServer))]
[JsonSerializable(typeof(ServerPort))]
[JsonSerializable(typeof(SecurityService))]
[JsonSerializable(typeof(ShareGroup))]
[JsonSerializable(typeof(ShareGroupType))]
[JsonSerializable(typeof(ShareGroupSnapshot))]
[JsonSerializable(typeof(QuotaSet))]
[JsonSerializable(typeof(UserMessage))]
[JsonSerializable(typeof(ShareTransfer))]
[JsonSerializable(typeof(ServiceSetting))]
[JsonSerializable(typeof(NameValue))]
[JsonSerializable(typeof(QuotaLimit))]
[JsonSerializable(typeof(ShareNetworkSubnet))]
[JsonSerializable(typeof(GroupSnapshotMember))]
internal sealed partial class ShareJson : JsonSerializerContext;
