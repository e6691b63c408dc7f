using Naru.Primitives;
using Naru.State;

namespace Naru.SharedFileSystems.Documents;

/// <summary>A kind of share that administrators offer.</summary>
public sealed record ShareType : IDocument
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public bool IsPublic { get; init; }

    public bool IsDefault { get; init; }

    public EquatableList<NameValue> ExtraSpecs { get; init; }

    /// <summary>Projects that may use it although it is not public.</summary>
    public EquatableList<string> Projects { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string? Spec(string name) => ExtraSpecs.Items.FirstOrDefault(spec => spec.Name == name)?.Value;

    /// <summary>An extra spec that is a truth value; one that is absent is false.</summary>
    public bool Has(string name) => Truth.Of(Spec(name)) is true;

    /// <summary>Whether its shares may be in a zone: all are right when it names none.</summary>
    public bool IsIn(string zone) => Spec(Types.ExtraSpecs.Zones) is not { } zones || Types.ExtraSpecs.ZonesOf(zones).Contains(zone);

    public bool IsFor(string project) => IsPublic || Projects.Items.Contains(project);
}
