using System.Text.Json.Serialization;
using Naru.State;

namespace Naru.Network.Quotas;

/// <summary>Limits that an administrator gave a project; what is missing has the default.</summary>
/// <param name="Id">The project.</param>
/// <param name="Limits">By quota name; -1: unlimited.</param>
public sealed record QuotaLimits(string Id, IReadOnlyDictionary<string, long> Limits) : IDocument;

[JsonSerializable(typeof(QuotaLimits))]
internal sealed partial class QuotaJson : JsonSerializerContext;
