using Naru.Primitives;
using Naru.State;

namespace Naru.SharedFileSystems.Documents;

/// <summary>Limits that differ from those of everybody.</summary>
public sealed record QuotaSet : IDocument
{
    /// <summary>The id of the limits that count for projects without some of their own.</summary>
    public const string Default = "class:default";

    public required string Id { get; init; }

    public EquatableList<QuotaLimit> Limits { get; init; }

    public static string OfProject(string project) => $"project:{project}";

    public static string OfUser(string project, string user) => $"project:{project}/user:{user}";

    public static string OfType(string project, string type) => $"project:{project}/type:{type}";

    public static string OfClass(string name) => $"class:{name}";
}
