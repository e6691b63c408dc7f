using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Identity.Bootstrap;

/// <summary>What the first start made, so that later starts keep it true.</summary>
/// <param name="Endpoints">The endpoints of this program's own services, which follow its address.</param>
public sealed record Installation(string Id, EquatableList<OwnEndpoint> Endpoints) : IDocument;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(EquatableListJson<OwnEndpoint>)])]
[JsonSerializable(typeof(Installation))]
[JsonSerializable(typeof(OwnEndpoint))]
internal sealed partial class InstallationJson : JsonSerializerContext;
