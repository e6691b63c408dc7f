using Naru.State;

namespace Naru.Identity.Roles;

/// <summary>Whoever has the prior role has the implied one too.</summary>
public sealed record ImpliedRole(string PriorId, string ImpliedId) : IDocument
{
    public string Id => IdOf(PriorId, ImpliedId);

    public static string IdOf(string priorId, string impliedId) => $"{priorId}/{impliedId}";
}
