using Naru.Primitives;
using Naru.State;

namespace Naru.Compute.Quotas;

/// <summary>The limits that an administrator has set for a project, a user of it, or a class of projects.</summary>
public sealed record ProjectLimits(string Id, EquatableList<QuotaLimit> Limits) : IDocument
{
    /// <summary>The class whose limits are everybody's defaults.</summary>
    public const string DefaultClass = "default";

    public static string OfProject(string projectId) => $"project/{projectId}";

    public static string OfUser(string projectId, string userId) => $"project/{projectId}/user/{userId}";

    public static string OfClass(string name) => $"class/{name}";
}
