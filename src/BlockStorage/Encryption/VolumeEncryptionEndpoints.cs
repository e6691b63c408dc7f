using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Views;
using Naru.BlockStorage.Volumes;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;

namespace Naru.BlockStorage.Encryption;

/// <summary><c>/volumes/{id}/encryption</c>: how a volume is encrypted; nothing where it is not.</summary>
internal sealed class VolumeEncryptionEndpoints(VolumeApi api)
{
    private static readonly Shape<Encrypted> Settings = new(
        Show.Text<Encrypted>("encryption_key_id", shown => shown.Key.Id),
        Show.Text<Encrypted>("provider", shown => shown.Type?.Provider),
        Show.Text<Encrypted>("control_location", shown => shown.Type?.ControlLocation),
        Show.Text<Encrypted>("cipher", shown => shown.Type?.Cipher),
        Show.Number<Encrypted>("key_size", shown => shown.Type?.KeySize));

    public void Map(IEndpointRouteBuilder routes) => api.Map(
        routes, HttpMethods.Get, "volumes/{id}/encryption",
        request => request.Volume(request.State, request.Id, "volume_extension:volume_encryption_metadata").Map(volume => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            if (volume.Key is { } key)
                Settings.WriteFields(writer, new Encrypted(key, request.State.In(BlockStorageTables.Types).Find(volume.TypeId ?? "")?.Encryption), request.Viewer);
            writer.WriteEndObject();
        })));

    private readonly record struct Encrypted(VolumeKey Key, TypeEncryption? Type);
}
