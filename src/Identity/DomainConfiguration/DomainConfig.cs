using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Identity.DomainConfiguration;

/// <summary>Where a domain's users are to come from. It is kept for whoever asks; users of this program always live in its own state.</summary>
/// <param name="Id">The domain.</param>
public sealed record DomainConfig(string Id, EquatableList<DomainOption> Options) : IDocument
{
    public static readonly Table<DomainConfig> Table = new("domain_configs", DomainConfigJson.Default.DomainConfig);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(EquatableListJson<DomainOption>)])]
[JsonSerializable(typeof(DomainConfig))]
[JsonSerializable(typeof(DomainOption))]
internal sealed partial class DomainConfigJson : JsonSerializerContext;
