using System.Text.Json;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Requests;
using Naru.State;

namespace Naru.BlockStorage.Volumes;

/// <summary>Writes a volume in one of the forms that answers have.</summary>
internal delegate void WriteVolume(Utf8JsonWriter writer, IStateReader state, VolumeRequest request, Volume volume);
