using Naru.Primitives;

namespace Naru.SharedFileSystems.Documents;

/// <summary>A kind of share that administrators offer.</summary>
public sealed record ShareType : OfferedType
{
    public string? Description { get; init; }

    public EquatableList<NameValue> ExtraSpecs { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string? Spec(string name) => ExtraSpecs.Items.FirstOrDefault(spec => spec.Name == name)?.Value;

    /// <summary>An extra spec that is a truth value; one that is absent is false.</summary>
    public bool Has(string name) => Truth.Of(Spec(name)) is true;

    /// <summary>Whether its shares may be in a zone: all are right when it names none.</summary>
    public bool IsIn(string zone) => Spec(Types.ExtraSpecs.Zones) is not { } zones || Types.ExtraSpecs.ZonesOf(zones).Contains(zone);
}
