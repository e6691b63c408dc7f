using System.Text.Json.Serialization;
using Naru.Primitives;

namespace Naru.BlockStorage.Documents;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    IgnoreReadOnlyProperties = true,
    Converters = [typeof(EquatableListJson<string>), typeof(EquatableListJson<Entry>), typeof(EquatableListJson<QuotaLimit>), typeof(EquatableListJson<Backups.BackupPiece>)])]
[JsonSerializable(typeof(Volume))]
[JsonSerializable(typeof(VolumeSnapshot))]
[JsonSerializable(typeof(VolumeType))]
[JsonSerializable(typeof(VolumeJob))]
[JsonSerializable(typeof(VolumeTransfer))]
[JsonSerializable(typeof(QosSpecs))]
[JsonSerializable(typeof(GroupType))]
[JsonSerializable(typeof(VolumeGroup))]
[JsonSerializable(typeof(GroupSnapshot))]
[JsonSerializable(typeof(VolumeBackup))]
[JsonSerializable(typeof(Backups.BackupManifest))]
[JsonSerializable(typeof(Backups.BackupPiece))]
[JsonSerializable(typeof(ServiceRecord))]
[JsonSerializable(typeof(ProjectDefaultType))]
[JsonSerializable(typeof(VolumeAttachment))]
[JsonSerializable(typeof(UserMessage))]
[JsonSerializable(typeof(QuotaSet))]
[JsonSerializable(typeof(Entry))]
[JsonSerializable(typeof(QuotaLimit))]
internal sealed partial class BlockStorageJson : JsonSerializerContext;
